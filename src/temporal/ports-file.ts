import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const PortsSchema = z.strictObject({
  port: z.int().min(1).max(65_535),
  uiPort: z.int().min(1).max(65_535),
});
/** Ports of the embedded server; kept when it is stopped, unlike its process record. */
export type Ports = Readonly<z.infer<typeof PortsSchema>>;

export function readPorts(dir: string): Ports | undefined {
  if (!existsSync(path(dir))) return undefined;
  return PortsSchema.parse(JSON.parse(readFileSync(path(dir), 'utf8')));
}

/** Whole or not at all: another process may be reading. */
export function writePorts(dir: string, ports: Ports): void {
  const temporary = `${path(dir)}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(ports));
  renameSync(temporary, path(dir));
}

// No ".json": in this folder such files are process records.
const path = (dir: string): string => join(dir, 'ports');
