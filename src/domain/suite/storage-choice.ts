/** How much text of answers and questions a config's results file is to hold. */
export interface StorageChoice {
  readonly storePredicted: boolean;
  /** Code points of an answer; absent or below 1, 200. */
  readonly predictedMaxChars?: number;
  readonly storeQuestion: boolean;
  readonly storeExpected: boolean;
  /** False: whole texts of what is stored. */
  readonly truncate: boolean;
}

/** How the choice's parts are written where it was made: keys of a file, options of a command. */
export interface StorageWording {
  readonly storePredicted: string;
  readonly predictedMaxChars: string;
  readonly storeQuestion: string;
  readonly storeExpected: string;
  /** Of the choice not to cut texts. */
  readonly whole: string;
}

/** What is wrong with a choice, when a part of it would have no effect. */
export function storageProblem(
  { storePredicted, predictedMaxChars, storeQuestion, storeExpected, truncate }: StorageChoice,
  wording: StorageWording,
): string | undefined {
  if (!truncate && !storePredicted && !storeQuestion && !storeExpected) {
    return `${wording.whole} has no effect by itself: add ${wording.storePredicted}, ${wording.storeQuestion} or ${wording.storeExpected}`;
  }
  if (predictedMaxChars !== undefined && (!storePredicted || !truncate)) {
    return `${wording.predictedMaxChars} has no effect here: give it with ${wording.storePredicted} and without ${wording.whole}`;
  }
  return undefined;
}
