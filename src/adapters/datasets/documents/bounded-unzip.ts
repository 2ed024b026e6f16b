import { unzipSync } from 'fflate';
import type { DocumentLimits } from './document-limits.ts';

/**
 * The wanted parts of a ZIP archive. Sizes are those that the archive states: fflate allocates no
 * more and stops there, so that a part cannot grow beyond them while it is unpacked.
 * @throws RangeError when they are larger than allowed.
 */
export function boundedUnzip(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
  { unpackedBytesMax }: DocumentLimits,
): ReadonlyMap<string, Uint8Array> {
  let unpacked = 0;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!isWanted(name)) return false;
      unpacked += originalSize;
      if (unpacked > unpackedBytesMax) {
        throw new RangeError(`unpacks to more than ${unpackedBytesMax} bytes`);
      }
      return true;
    },
  });
  return new Map(Object.entries(parts));
}
