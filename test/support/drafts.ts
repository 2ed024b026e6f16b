import type { Draft, Template } from '../../src/domain/dataset/synthetic/template.ts';
import { createPrng } from '../../src/domain/prng/prng.ts';

const DRAFTS = 60;

/** Drafts of one template from many seeds. */
export const draftsOf = <Inputs>(
  template: Template<Inputs>,
  count = DRAFTS,
): readonly Draft<Inputs>[] =>
  Array.from({ length: count }, (_, seed) =>
    template.generate(createPrng(seed, 'drafts', template.id)),
  );

/** Value today of cash flows at the ends of periods 1, 2, …, by discounting period by period. */
export const discountBackwards = (cashFlows: readonly number[], rate: number): number =>
  cashFlows.reduceRight((value, cashFlow) => (value + cashFlow) / (1 + rate), 0);
