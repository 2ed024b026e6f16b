/** `2024-05-01T03:49:00+00:00`, as Python writes a time of whole seconds; fractions are cut off. */
export const isoTime = (epochSeconds: number): string =>
  `${new Date(Math.floor(epochSeconds) * 1000).toISOString().slice(0, 19)}+00:00`;
