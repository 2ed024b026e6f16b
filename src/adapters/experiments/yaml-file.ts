import { readFile } from 'node:fs/promises';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { formatZodIssues } from '../../contracts/format-issues.ts';
import { ConfigurationError } from '../../domain/errors.ts';

/** Changes values before they are checked, and leaves them in their places. */
type Prepare = (value: unknown) => unknown;

const asWritten: Prepare = (value) => value;

/**
 * Reads a YAML or JSON file (JSON is YAML) and checks it.
 * @throws ConfigurationError naming file, line, column and key of every problem.
 */
export async function readYamlFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  prepare: Prepare = asWritten,
): Promise<z.output<Schema>> {
  return parseYaml(await readText(path), path, schema, prepare);
}

/** As `readYamlFile`, for text at hand; `file` names it in errors. */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
  prepare: Prepare = asWritten,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const placeOf = (offset: number) => {
    const { line, col: column } = lines.linePos(offset);
    return { line, column };
  };
  const faults = [...document.errors, ...document.warnings].map((fault) => {
    const { line, column } = placeOf(fault.pos[0]);
    return `${file}:${line}:${column}: ${fault.message}`;
  });
  if (faults.length > 0) throw new ConfigurationError(faults.join('\n'), { file });
  const value = prepare(document.toJS());
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const position = (path: readonly PropertyKey[]) => {
    const offset = offsetOf(document.contents, path);
    return offset === undefined ? undefined : placeOf(offset);
  };
  throw new ConfigurationError(formatZodIssues(file, parsed.error, { schema, value, position }), {
    file,
  });
}

/** Where an entry begins: at its key, or at the item of a list. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = root;
  let offset: number | undefined = root?.range?.[0];
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      if (pair === undefined || !isScalar(pair.key)) return undefined;
      offset = pair.key.range?.[0];
      node = pair.value;
    } else if (isSeq<Node>(node)) {
      const item = node.items[Number(key)];
      offset = item?.range?.[0];
      node = item;
    } else {
      return undefined;
    }
  }
  return offset;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `cannot read ${path}: ${reason}`,
      { file: path },
      { cause: error },
    );
  }
}
