/** What is read of a document at most. */
export interface DocumentLimits {
  /** A larger file is not opened. */
  readonly fileBytesMax: number;
  /** Of all parts of an archive together, unpacked. */
  readonly unpackedBytesMax: number;
  readonly textCharsMax: number;
}

const MIB = 1024 * 1024;
export const DOCUMENT_LIMITS: DocumentLimits = {
  fileBytesMax: 100 * MIB,
  unpackedBytesMax: 300 * MIB,
  textCharsMax: 200_000,
};
