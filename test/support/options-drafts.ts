import type { OptionsDraft, OptionsTemplate } from '../../src/domain/dataset/options/template.ts';
import { createPrng } from '../../src/domain/prng/prng.ts';

const DRAFTS = 200;

/** Drafts of one options template from many seeds. */
export const optionsDraftsOf = <Inputs>(
  template: OptionsTemplate<Inputs>,
): readonly OptionsDraft<Inputs>[] =>
  Array.from({ length: DRAFTS }, (_, seed) =>
    template.generate(createPrng(seed, 'drafts', template.id)),
  );
