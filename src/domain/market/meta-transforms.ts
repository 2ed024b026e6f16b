/** Transforms of mode `meta`; the original skips other names. */
export const META_TRANSFORMS = ['identity', 'scale_1_1', 'invert_returns'] as const;
export type MetaTransform = (typeof META_TRANSFORMS)[number];

export const isMetaTransform = (name: string): name is MetaTransform =>
  META_TRANSFORMS.some((known) => known === name);
