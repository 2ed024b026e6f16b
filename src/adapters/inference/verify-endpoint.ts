import { DeploymentError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';
import type { ServerHealth } from './inference-server.ts';
import type { ProbeCompletion } from './openai-endpoint.ts';

/** What is asked of an endpoint, whichever API it speaks. */
interface ProbedEndpoint {
  /** Ids of the models on offer. */
  listModels(signal: AbortSignal): Promise<readonly string[]>;
  /** One real, short request. */
  complete(model: string, signal: AbortSignal): Promise<ProbeCompletion>;
}

const listsModel = (model: string, listed: readonly string[]): boolean => listed.includes(model);

/**
 * Proof that an endpoint serves the model: it lists it and completes a real request under its
 * name. Health endpoints alone say yes for servers that answer nothing or as another model.
 * @param offers whether an endpoint with this list can be asked for the model
 * @throws DeploymentError
 */
export async function verifyEndpoint(
  endpoint: ProbedEndpoint,
  model: string,
  signal: AbortSignal,
  offers = listsModel,
): Promise<ServerHealth> {
  const models = await endpoint.listModels(signal);
  if (!offers(model, models)) {
    throw new DeploymentError(
      `the endpoint does not offer the model "${model}"${suggestion(model, models)}; ` +
        `it offers: ${shortList(models)}`,
      false,
      { model },
    );
  }
  const { answeredModel, latencyMs } = await endpoint.complete(model, signal);
  if (answeredModel !== undefined && !isSameModel(model, answeredModel)) {
    throw new DeploymentError(
      `asked for "${model}", the endpoint answered as "${answeredModel}": give llm_model the name it answers under`,
      false,
      { model, answeredModel },
    );
  }
  return { models, firstTokensMs: latencyMs };
}

/**
 * Hosted models answer with the dated snapshot behind the name: `x` as `x-2026-01-31`, and
 * `x-latest` likewise.
 */
export const isSameModel = (asked: string, answered: string): boolean =>
  answered === asked || answered.startsWith(`${asked.replace(/-latest$/, '')}-`);

function shortList(names: readonly string[]): string {
  if (names.length === 0) return 'no model at all';
  const shown = names.slice(0, 20).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}
