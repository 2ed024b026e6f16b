import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const HEX_DIGITS = 8;

/** The seed the original sends with every judge call: the first 32 bits of the MD5 of the model's name. */
export const compatSeed = (model: string): number =>
  Number.parseInt(bytesToHex(md5(utf8ToBytes(model))).slice(0, HEX_DIGITS), 16);
