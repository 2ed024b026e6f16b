import { expect, test } from 'vitest';
import { resolveParts } from '../../../activities/resolve-config.ts';
import { launchOf } from '../../../src/adapters/agents/agent-launch.ts';
import { ConfigInputSchema } from '../../../src/contracts/suite-input.ts';
import { closedRules } from '../../support/closed-rules.ts';

async function launchedEnvironment(settings: object) {
  const config = ConfigInputSchema.parse({
    ...{ id: 'c', llm_model: 'm', llm_api_base: 'http://127.0.0.1:1/v1' },
    ...{ eval_config: 'eval.yaml', ...settings },
  });
  const rules = closedRules({ hasEnvironmentVariable: () => true });
  const { agent: spec } = await resolveParts(config, rules);
  if (spec.kind !== 'builtin') throw new Error(`unexpected agent ${spec.kind}`);
  const request = { agentId: 'a', holder: 'h', spec, modelBaseUrl: 'http://127.0.0.1:1/v1' };
  return launchOf(spec, request, {}).env;
}

test.each([
  [{}, 'on'],
  [{ llm_tools: true }, 'on'],
  [{ llm_tools: false }, 'off'],
])('a config with %j starts its agent with tools %s', async (settings, tools) => {
  expect(await launchedEnvironment(settings)).toMatchObject({ LLM_TOOLS: tools });
});
