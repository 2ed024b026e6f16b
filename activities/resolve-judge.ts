import type { EvalConfig } from '../src/contracts/eval-config.ts';
import { JudgeInput } from '../src/contracts/judge-input.ts';
import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { canAskJudge } from '../src/domain/judge/judge-use.ts';
import type { JudgeSpec } from '../src/domain/suite/config-run.ts';
import type { Servings } from './judge-deployment.ts';
import { type JudgeChoice, locateJudge } from './judge-endpoint.ts';
import { refuseKey } from './refuse-key.ts';
import { requireSecret } from './require-secret.ts';
import { type HostRules, TEMPERATURE } from './resolve-deployment.ts';
import { servedJudge } from './served-judge.ts';

/** Above it the Anthropic API refuses. */
const ANTHROPIC_TEMPERATURE_MAX = 1;

/**
 * The model that grades a config's answers: `judge` of the experiment over `llm_eval` of the eval
 * config. Undefined where neither names one, or where `llm_eval` names none and no key is there to
 * ask the original's choice with, or where it would have nothing to grade.
 * @throws ConfigurationError
 */
export function resolveJudge(
  config: ConfigInput,
  evalConfig: EvalConfig,
  servings: Servings,
  rules: HostRules,
): JudgeSpec | undefined {
  const llmEval = evalConfig.llm_eval?.enabled === false ? null : (evalConfig.llm_eval ?? null);
  if (config.judge === undefined && llmEval === null) return undefined;
  if (!evalConfig.datasets.some(({ type }) => canAskJudge(type, config.profile))) {
    if (config.judge === undefined) return undefined;
    throw refuseKey(
      config,
      'judge',
      `has no effect: all datasets of eval config "${evalConfig.name}" are scored by rules in profile "${config.profile}"`,
    );
  }
  const choice = { config, llmEval };
  const place = config.judge?.deployment
    ? servedJudge(config, servings)
    : locateJudge(choice, rules);
  if (place === undefined) return undefined;
  const { apiKeySource, ...endpoint } = place;
  if (endpoint.apiKey !== undefined) requireSecret(config, apiKeySource, endpoint.apiKey, rules);
  const settings = config.judge ?? JudgeInput.parse({});
  const { max_tokens, slots, requests_per_minute, context, phase } = settings;
  const judge: JudgeSpec = {
    ...endpoint,
    temperature: config.judge?.temperature ?? llmEval?.temperature ?? TEMPERATURE,
    contextTokens: context ?? contextOf(endpoint.deployment),
    outputTokensMax: max_tokens,
    slots: Math.min(slots, endpoint.deployment?.slots ?? slots),
    ...(requests_per_minute !== undefined && { requestsPerMinute: requests_per_minute }),
    ...(phase === 'after' && { phase }),
  };
  refuseAnthropicMisfits(choice, judge);
  return judge;
}

const contextOf = (deployment: JudgeSpec['deployment']): number | null =>
  deployment !== undefined && 'context' in deployment ? deployment.context : null;

function refuseAnthropicMisfits({ config }: JudgeChoice, judge: JudgeSpec): void {
  if (judge.provider !== 'anthropic') return;
  if (config.profile !== 'corrected') {
    throw refuseKey(
      config,
      'judge',
      `is asked through the API of "anthropic", for which profile "${config.profile}" has no requests: name an OpenAI-compatible one, or use profile "corrected"`,
    );
  }
  if ((judge.temperature ?? 0) > ANTHROPIC_TEMPERATURE_MAX) {
    const key = config.judge?.temperature === undefined ? 'llm_eval' : 'judge';
    throw refuseKey(
      config,
      `${key}.temperature`,
      `is above ${ANTHROPIC_TEMPERATURE_MAX}, the most that "anthropic" takes`,
    );
  }
}
