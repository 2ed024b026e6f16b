import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const BYTES = 6;

/**
 * A number in [0, 1) fixed by seed and text, uniform over texts: the first 48 bits of SHA-256.
 * Equal questions get equal chances in any order, on any machine.
 */
export function seededChance(seed: number, text: string): number {
  const digest = sha256(utf8ToBytes(`${seed}\n${text}`)).subarray(0, BYTES);
  return digest.reduce((value, byte) => value * 256 + byte, 0) / 256 ** BYTES;
}
