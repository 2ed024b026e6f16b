import { unzipSync } from 'fflate';
import { DatasetIntegrityError } from '../../../domain/errors.ts';
import { DATA_FILE } from '../crypto/find-scenarios.ts';

const BYTES_MAX = 512 * 1024 * 1024;

/**
 * The market data of a downloaded artifact: JSON as it is, or the `market_data.json` of a ZIP
 * archive. The first bytes tell them apart.
 * @throws DatasetIntegrityError for anything else, and for archives whose files would leave a folder
 */
export function artifactData(bytes: Uint8Array, source: string): Uint8Array {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  if (start.startsWith('PK')) return fromArchive(bytes, source);
  if (start.startsWith('{') || start.startsWith('[')) return bytes;
  throw new DatasetIntegrityError(`${source} is neither JSON nor a ZIP archive`);
}

function fromArchive(bytes: Uint8Array, source: string): Uint8Array {
  const names: string[] = [];
  const files = unpack(bytes, source, (file) => {
    names.push(file.name);
    if (file.originalSize > BYTES_MAX) {
      throw new DatasetIntegrityError(
        `${source}: ${file.name} takes more than ${BYTES_MAX / 2 ** 20} MiB unpacked`,
      );
    }
    return file.name === DATA_FILE;
  });
  const unsafe = names.find(leavesFolder);
  if (unsafe !== undefined) {
    throw new DatasetIntegrityError(
      `${source}: file ${JSON.stringify(unsafe)} of the archive would leave its folder: nothing of it was taken`,
    );
  }
  const data = files[DATA_FILE];
  if (data !== undefined) return data;
  throw new DatasetIntegrityError(
    `${source} holds no ${DATA_FILE} at its top, but ${names.slice(0, 5).join(', ') || 'nothing'}`,
  );
}

type Filter = (file: { readonly name: string; readonly originalSize: number }) => boolean;

function unpack(bytes: Uint8Array, source: string, filter: Filter): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof DatasetIntegrityError) throw error;
    throw new DatasetIntegrityError(`${source} is a damaged ZIP archive`, {}, { cause: error });
  }
}

const leavesFolder = (name: string): boolean =>
  name.startsWith('/') ||
  name.includes('\\') ||
  /^[A-Za-z]:/.test(name) ||
  name.split('/').includes('..');
