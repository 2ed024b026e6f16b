import type { Tolerance } from '../../dataset/task.ts';
import type { StatedNumber } from '../answer/stated-number.ts';

/** Numbered statements of a question, and which numbers each is answered with. */
export type IdGroups = ReadonlyMap<number, readonly number[]>;

/** How a reply is compared with the answer of a BizFinBench task. */
export type BizFinBenchRule =
  | { readonly kind: 'number'; readonly gold: StatedNumber; readonly tolerance: Tolerance }
  /** A forecast is right when the truth lies within this share of it. */
  | { readonly kind: 'forecast'; readonly truth: number; readonly share: number }
  | { readonly kind: 'sequence'; readonly items: readonly string[] }
  | { readonly kind: 'label'; readonly label: string }
  | {
      readonly kind: 'ids';
      readonly ids: readonly number[];
      /** The key the answer stands under; null where any answer key will do. */
      readonly key: string | null;
      /** Whether some of the numbers, and no others, earn their share. */
      readonly isShared: boolean;
    }
  | { readonly kind: 'id-groups'; readonly groups: IdGroups }
  /** Only a reader can tell; equal texts are right without one. */
  | { readonly kind: 'open'; readonly reference: string };
