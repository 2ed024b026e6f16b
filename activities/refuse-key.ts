import { ConfigurationError } from '../src/domain/errors.ts';

/** The refusal of one key of a config: `config "a": llm_model is missing: …`. */
export const refuseKey = (
  { id }: { readonly id: string },
  key: string,
  problem: string,
): ConfigurationError =>
  new ConfigurationError(`config "${id}": ${key} ${problem}`, { config: id, key });
