import { join } from 'node:path';
import { resolveDeployment } from '../../activities/resolve-deployment.ts';
import { ConfigInputSchema, type SuiteInputDraft } from '../../src/contracts/suite-input.ts';
import type { ServedDeployment } from '../../src/domain/suite/config-run.ts';
import { hostRules } from '../../src/host-rules.ts';

type Config = Extract<SuiteInputDraft, { configs: unknown }>['configs'][number];
/** As a config has it: the name of a recipe, or the deployment itself. */
export type WrittenDeployment = NonNullable<Config['deployment']>;

const RULES = hostRules(
  join(import.meta.dirname, '../../config'),
  { allowCommand: true, trustRemoteCode: 'any' },
  {},
);

/** What a host that allows everything makes of it. */
export async function resolveServing(deployment: WrittenDeployment): Promise<ServedDeployment> {
  const config = ConfigInputSchema.parse({ id: 'only', eval_config: 'any.yaml', deployment });
  const { deployment: spec } = await resolveDeployment(config, RULES);
  if (spec?.engine === 'vllm' || spec?.engine === 'tensorrt-llm') return spec;
  throw new Error(`${JSON.stringify(deployment)} is served by ${spec?.engine}`);
}
