/** `70.6 GB` of 10^9 bytes, as weights and memory are sold. */
export const formatGb = (bytes: number): string => {
  const gb = bytes / 1e9;
  return `${gb.toFixed(Math.abs(gb) >= 100 ? 0 : 1)} GB`;
};

/** `163,840`; the same on every machine. */
export const formatWhole = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
