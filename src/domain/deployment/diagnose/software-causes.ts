import type { Cause } from './diagnosis.ts';

/** Of what is installed: Python packages, drivers, containers. No flag mends these. */
export const SOFTWARE_CAUSES: readonly Cause[] = [
  {
    code: 'torch-without-cuda',
    title: 'PyTorch was installed for CPUs only',
    patterns: [
      /libtorch_cuda\.so: cannot open shared object file/,
      /CUDA available: False/i,
      /Torch not compiled with CUDA enabled/,
      /torch(?:==| version:? )\d[\w.]*\+cpu\b/i,
    ],
    remedy:
      'uninstall torch, torchvision, torchaudio and vllm; then "pip install vllm" without an index URL and "pip install numpy<2.0"; check with "durabench doctor --gpu"',
    repairs: [],
  },
  {
    code: 'torch-abi-mismatch',
    title: 'vLLM was built for another PyTorch',
    patterns: [/undefined symbol: _ZN\d?\d?(?:c10|3c10|2at|5torch)/],
    remedy:
      'uninstall torch, torchvision, torchaudio and vllm, then "pip install vllm --no-cache-dir"; an --index-url brings another PyTorch than the one vLLM was built for',
    repairs: [],
  },
  {
    code: 'numpy-2',
    title: 'a module was built for NumPy 1',
    patterns: [/compiled using NumPy 1\.x cannot be run in/],
    remedy: 'pip install "numpy<2.0"',
    repairs: [],
  },
  {
    code: 'engine-not-installed',
    title: 'the engine is not installed',
    patterns: [
      /(?:FileNotFoundError|spawn).*['" ](?:vllm|docker|trtllm-serve)['" ]?/,
      /(?:vllm|docker|trtllm-serve): (?:command )?not found/,
      /ModuleNotFoundError: No module named '(?:vllm|tensorrt_llm|torch)'/,
      /PackageNotFoundError: No package metadata was found for vllm/,
    ],
    remedy: 'install it where the worker of this host finds it, or use the other launcher',
    repairs: [],
  },
  {
    code: 'driver-mismatch',
    title: 'NVIDIA driver and library differ, or the driver is too old',
    patterns: [
      /Driver\/library version mismatch/i,
      /NVIDIA driver on your system is too old/,
      /CUDA driver version is insufficient for CUDA runtime version/,
    ],
    remedy: 'restart the machine after a driver update, or update the driver; see "nvidia-smi"',
    repairs: [],
  },
  {
    code: 'no-gpu-in-container',
    title: 'the container sees no GPU',
    patterns: [
      /could not select device driver .*capabilities: \[\[gpu\]\]/,
      /nvidia-container-cli: (?:initialization|requirement) error/,
    ],
    remedy: 'install the NVIDIA container toolkit and configure docker for it, then restart docker',
    repairs: [],
  },
  {
    code: 'no-gpu',
    title: 'no GPU is visible',
    patterns: [
      /No CUDA GPUs are available/,
      /no CUDA-capable device is detected/,
      /No GPU devices found on the node/,
      /Failed to infer device type/,
    ],
    remedy: 'check "nvidia-smi" and CUDA_VISIBLE_DEVICES; see "durabench doctor --gpu"',
    repairs: [],
  },
  {
    code: 'nccl-failed',
    title: 'GPUs could not talk to each other',
    patterns: [/NCCL error|ncclSystemError|ncclUnhandledCudaError|ncclInternalError|NCCL WARN/],
    remedy:
      'give a container --ipc=host; look at the log with NCCL_DEBUG=INFO; NCCL_P2P_DISABLE=1 shows whether the link between the GPUs is at fault',
    repairs: [],
  },
];
