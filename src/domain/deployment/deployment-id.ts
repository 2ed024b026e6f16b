import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DeploymentSpec } from '../suite/config-run.ts';
import { canonicalJson } from './canonical-json.ts';

const ID_LENGTH = 12;

/** Equal specs have equal ids and may share a server. 12 hex digits of SHA-256. */
export const deploymentId = (spec: DeploymentSpec): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson(spec)))).slice(0, ID_LENGTH);
