import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import { type StorageChoice, storageProblem } from '../src/domain/suite/storage-choice.ts';

const WORDING = {
  storePredicted: 'store_predicted: true',
  predictedMaxChars: 'predicted_max_chars',
  storeQuestion: 'store_question: true',
  storeExpected: 'store_expected: true',
  whole: 'truncate: false',
};

/**
 * What a config asks its results file to hold; undefined when it says nothing.
 * @throws ConfigurationError when one of its keys would have no effect.
 */
export function resolveStorage({
  id,
  store_predicted,
  predicted_max_chars,
  store_question,
  store_expected,
  truncate,
}: ConfigInput): StorageChoice | undefined {
  const said = [store_predicted, predicted_max_chars, store_question, store_expected, truncate];
  if (said.every((value) => value === undefined)) return undefined;
  const choice: StorageChoice = {
    storePredicted: store_predicted ?? false,
    storeQuestion: store_question ?? false,
    storeExpected: store_expected ?? false,
    truncate: truncate ?? true,
    ...(predicted_max_chars !== undefined && { predictedMaxChars: predicted_max_chars }),
  };
  const problem = storageProblem(choice, WORDING);
  if (problem === undefined) return choice;
  throw new ConfigurationError(`config "${id}": ${problem}`, { config: id });
}
