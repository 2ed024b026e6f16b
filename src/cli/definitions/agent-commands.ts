import { Option } from 'commander';
import { REFERENCE_AGENTS } from '../../domain/suite/config-run.ts';
import type { CommandDefinition } from './definition.ts';

/** `durabench agent …`: agents to be benchmarked. */
export const AGENT_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'serve',
    summary: 'Serve the built-in agent, or a reference agent, over A2A in the foreground',
    options: [
      new Option('--kind <kind>', 'which agent')
        .choices(['builtin', ...REFERENCE_AGENTS])
        .default('builtin'),
      new Option('--host <address>', 'address to listen on').default('127.0.0.1'),
      new Option('--port <number>', 'port to listen on; 0 takes a free one').default('9110'),
      new Option('--card-url <url>', 'address the card advertises, if others reach it elsewhere'),
      new Option('--tools <on|off>', 'offer the calculators to the model (LLM_TOOLS, on)').choices([
        'on',
        'off',
      ]),
      new Option('--answers <file>', 'of the oracles: JSON lines {question, answer, wrongAnswer}'),
      new Option('--accuracy <share>', 'of the noisy oracle: 0 to 1'),
      new Option('--seed <number>', 'of the noisy oracle and of the random trader'),
    ],
    examples: [
      'OPENAI_API_BASE=http://127.0.0.1:8000/v1 LLM_MODEL=qwen3-32b durabench agent serve',
      'durabench agent serve --kind do-nothing --port 9111',
    ],
    load: async () => (await import('../commands/agent-serve.ts')).agentServeCommand,
  },
  {
    usage: 'check <url>',
    summary: 'Is the agent at this URL fit to be benchmarked? Asks it up to 12 questions',
    options: [
      new Option('--timeout <seconds>', 'longest wait for one answer')
        .argParser(Number)
        .default(120),
    ],
    examples: [
      'durabench agent check http://127.0.0.1:9110',
      'durabench agent check http://127.0.0.1:9110 --json',
    ],
    load: async () => (await import('../commands/agent-check.ts')).agentCheckCommand,
  },
];
