import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const BOUNDARY_LENGTH = 20;

/**
 * A mark that none of the texts holds, the same whenever they are the same. Who writes a text cannot
 * foresee it: it is the hash of what they write.
 */
export function boundaryFor(texts: readonly string[]): string {
  for (let round = 0; ; round += 1) {
    const hash = bytesToHex(sha256(utf8ToBytes(JSON.stringify([round, ...texts]))));
    const boundary = hash.slice(0, BOUNDARY_LENGTH);
    if (!texts.some((text) => text.includes(boundary))) return boundary;
  }
}

/** Marks of chat templates, which a model server may read as the end of our message. */
const CONTROL_MARK =
  /<(?=[|｜])|<(?=\/?(?:s|start_of_turn|end_of_turn|bos|eos|system|user|assistant|im_start|im_end|eot_id)>)|<(?=<\/?SYS>>)|\[(?=\/?INST\])/gi;

/** The text as it may stand in a prompt: marks of chat templates are broken by a space. */
export const disarm = (text: string): string => text.replace(CONTROL_MARK, '$& ');

/** A text between lines that nothing in it can be. */
export const enclose = (name: string, text: string, boundary: string): string =>
  `<<<${name} ${boundary}>>>\n${disarm(text)}\n<<<end ${name} ${boundary}>>>`;
