export interface Instruction {
  /** `FROM`, `RUN` and so on. */
  readonly keyword: string;
  readonly words: readonly string[];
}

/** The instructions of a Dockerfile: comments dropped, continued lines joined. */
export const readInstructions = (text: string): readonly Instruction[] =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [keyword = '', ...words] = line.trim().split(/\s+/);
      return { keyword, words };
    });
