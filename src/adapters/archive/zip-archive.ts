import { crc32, deflateRawSync } from 'node:zlib';
import { ConfigurationError } from '../../domain/errors.ts';

export interface ZipEntry {
  /** With "/" between folders. */
  readonly name: string;
  readonly text: string;
}

/** Beyond these a reader needs the 64-bit records of ZIP, which are not written here. */
const ENTRIES_MAX = 0xffff;
const BYTES_MAX = 0xffffffff;

const VERSION = 20;
const NAMES_ARE_UTF8 = 1 << 11;
const DEFLATED = 8;
/** 1 January 1980, the earliest: equal entries give equal bytes. */
const DATE = 0x21;

/**
 * A ZIP archive (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16), every entry deflated.
 * @throws ConfigurationError for more than 65,535 entries or 4 GiB.
 */
export function zipArchive(entries: readonly ZipEntry[]): Uint8Array {
  if (entries.length > ENTRIES_MAX) throw tooLarge(`${entries.length} entries`);
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, fields, data } = pack(entry);
    files.push(localHeader(fields), name, data);
    directory.push(directoryHeader(fields, checked(offset)), name);
    offset += LOCAL_HEADER_BYTES + name.length + data.length;
  }
  const listing = Buffer.concat(directory);
  const end = endRecord(entries.length, listing.length, checked(offset));
  return Buffer.concat([...files, listing, end]);
}

interface Packed {
  readonly name: Buffer;
  /** Version needed up to the lengths of name and extra field: the same in both headers. */
  readonly fields: Buffer;
  readonly data: Buffer;
}

function pack({ name, text }: ZipEntry): Packed {
  const nameBytes = Buffer.from(name);
  const content = Buffer.from(text);
  const data = deflateRawSync(content);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(NAMES_ARE_UTF8, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(DATE, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(nameBytes.length, 22);
  return { name: nameBytes, fields, data };
}

const LOCAL_HEADER_BYTES = 30;
const localHeader = (fields: Buffer): Buffer => Buffer.concat([signature(0x04034b50), fields]);

function directoryHeader(fields: Buffer, offset: number): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(VERSION);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, fields, rest]);
}

function endRecord(entries: number, listingBytes: number, offset: number): Buffer {
  const record = Buffer.alloc(18);
  record.writeUInt16LE(entries, 4);
  record.writeUInt16LE(entries, 6);
  record.writeUInt32LE(listingBytes, 8);
  record.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), record]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function checked(bytes: number): number {
  if (bytes > BYTES_MAX) throw tooLarge('4 GiB');
  return bytes;
}

const tooLarge = (size: string): ConfigurationError =>
  new ConfigurationError(`a ZIP archive cannot hold ${size}: export with --format csv instead`);
