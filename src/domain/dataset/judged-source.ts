/** One turn of a conversation that a question continues. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  /** Material given with a user's turn. */
  readonly references: readonly string[];
}

export interface Criterion {
  readonly text: string;
  /** As the dataset calls it; null where it says nothing. */
  readonly weightClass: string | null;
  /** Negative: meeting it costs points. */
  readonly weight: number;
}

/** PRBench: answers of professionals' assistants, graded by weighted criteria. */
export interface PrBenchSource {
  readonly kind: 'prbench';
  readonly split: string;
  readonly field: string;
  readonly topic: string;
  readonly turns: readonly Turn[];
  readonly criteria: readonly Criterion[];
  /** The author's notes, which the original compares with where there are no criteria. */
  readonly scratchpad: string;
}

/** A file that a task comes with. */
export interface ReferenceFile {
  readonly name: string;
  readonly mediaType: string;
  readonly url: string | null;
  /** The stored copy; null where only the address is known. */
  readonly copy: { readonly key: string; readonly sha256: string; readonly bytes: number } | null;
  /** The stored text of it; null where none could be read. */
  readonly text: { readonly key: string; readonly chars: number; readonly cut: boolean } | null;
}

/** GDPval: deliverables of occupations. */
export interface GdpvalSource {
  readonly kind: 'gdpval';
  /** The task itself, without what the question says of its files. */
  readonly prompt: string;
  readonly sector: string;
  readonly occupation: string;
  readonly files: readonly ReferenceFile[];
  /** The published rubric, one criterion a line; null where the revision has none. */
  readonly criteria: readonly Criterion[] | null;
}

/** One entry of a rubric cell, as the file has it. */
export interface PublicCsvItem {
  /** "correctness", "contradiction", or whatever stands there. */
  readonly operator: string | null;
  /** "required" or "penalty", in files of the original's own. */
  readonly type: string | null;
  readonly text: string;
}

/** Public CSV: questions on filings, graded by rubrics of statements; the original retired it. */
export interface PublicCsvSource {
  readonly kind: 'public_csv';
  readonly questionType: string;
  readonly expertMinutes: number;
  /** The reference answer; empty where there is none. */
  readonly answer: string;
  readonly items: readonly PublicCsvItem[];
}

/** BizFinBench: the rule that a task's answers are compared by. */
export interface BizFinBenchSource {
  readonly kind: 'bizfinbench';
  readonly taskType: string;
  readonly language: 'en' | 'cn';
}
