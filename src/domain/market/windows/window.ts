/** A stretch of one symbol's history. Times in seconds since 1970, both ends included. */
export interface Window {
  readonly id: string;
  readonly symbol: string;
  readonly start: number;
  readonly end: number;
  /** One-minute bars that fit. */
  readonly bars: number;
  /** Its place in the draw. */
  readonly index: number;
}
