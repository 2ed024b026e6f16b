import type { Cause } from './diagnosis.ts';

/** Of the command line: the same start fails the same way until a person changes it. */
export const FLAG_CAUSES: readonly Cause[] = [
  {
    code: 'invalid-dtype',
    title: 'the engine has no such --dtype',
    patterns: [/argument --dtype: invalid choice/],
    remedy: 'use one of auto, bfloat16, float16, float32, half, float',
    repairs: [],
  },
  {
    code: 'invalid-flag',
    title: 'the engine refuses a flag',
    patterns: [
      /error: argument -/,
      /error: unrecognized arguments/,
      /^Error: No such option/,
      /Input should be (?:greater|less) than/,
      /Input should be a valid/,
    ],
    remedy: 'correct the flag that the line names; "vllm serve --help=all" lists them',
    repairs: [],
  },
  {
    code: 'invalid-environment',
    title: 'a variable of the environment is not a number',
    patterns: [/invalid literal for int\(\) with base 10/],
    remedy: 'correct the VLLM_… variable in the environment of the deployment',
    repairs: [],
  },
  {
    code: 'tensor-parallel-does-not-divide',
    title: 'the model cannot be cut into so many parts',
    patterns: [/attention heads \(\d+\) must be divisible by tensor parallel size/],
    remedy: 'choose a tensor parallel size that divides the heads, or pipeline parallel',
    repairs: ['next-recipe'],
  },
  {
    code: 'too-few-gpus',
    title: 'the host has fewer GPUs than the parallelism asks for',
    patterns: [/World size \(\d+\) is larger than the number of available GPUs/],
    remedy:
      'lower tensor or pipeline parallel, or show the server more GPUs (CUDA_VISIBLE_DEVICES)',
    repairs: ['next-recipe'],
  },
  {
    code: 'context-too-long',
    title: 'the context is beyond the native one of the model',
    patterns: [/max_model_len.*is greater than the derived max_model_len/],
    remedy: "use the model's own context, or configure YaRN",
    repairs: ['shorter-context', 'next-recipe'],
  },
  {
    code: 'unknown-quantization',
    title: 'the engine has no such quantization',
    patterns: [/Unknown quantization method/],
    remedy: 'use one that the line lists, or remove --quantization',
    repairs: [],
  },
  {
    code: 'quantization-mismatch',
    title: 'the checkpoint is not quantised that way',
    patterns: [
      /Cannot find the config file for (?:gptq|awq|\w+)/,
      /static_scaled_fp8_quant\(\) expected/,
    ],
    remedy:
      'remove --quantization, or name a checkpoint stored that way; this CPU build has no FP8',
    repairs: [],
  },
  {
    code: 'unknown-parser',
    title: 'the engine has no such tool or reasoning parser',
    patterns: [/invalid tool call parser/, /Reasoning parser '.*' not found/],
    remedy: 'use one that the line lists; docs/deploy.md names those of the catalogue',
    repairs: [],
  },
  {
    code: 'tool-flags-missing',
    title: 'tool calls need two flags',
    patterns: [
      /--enable-auto-tool-choice requires --tool-call-parser/,
      /auto\\?"? tool choice requires --enable-auto-tool-choice/,
    ],
    remedy: 'add --enable-auto-tool-choice and --tool-call-parser of the model family',
    repairs: [],
  },
  {
    code: 'port-in-use',
    title: 'another program listens on the port',
    patterns: [/\[Errno 98\]|[Aa]ddress already in use/],
    remedy: 'stop it, or choose another port; another worker may serve the same deployment',
    repairs: [],
  },
  {
    code: 'address-not-ours',
    title: 'the address to listen on is not of this machine',
    patterns: [/\[Errno 99\]|Cannot assign requested address/],
    remedy: 'listen on 127.0.0.1, or on an address that this machine has',
    repairs: [],
  },
];
