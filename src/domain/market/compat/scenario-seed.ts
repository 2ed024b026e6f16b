import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { AgentIdentity } from '../../suite/config-run.ts';
import type { CryptoSource } from '../crypto-source.ts';

/** 32 bits of the SHA-256 of the parts. */
export function stableSeed(...parts: readonly string[]): number {
  const digest = sha256(utf8ToBytes(parts.join('|')));
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}

/** The original's `random_seed`, which all its streams count from. */
export function scenarioSeed(
  source: CryptoSource,
  taskId: string,
  { url, modelId }: AgentIdentity,
): number {
  const agent = modelId === undefined || modelId === '' ? url : `${url}|${modelId}`;
  return source.settings.seed ?? stableSeed(agent, taskId);
}
