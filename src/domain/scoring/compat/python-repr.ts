import { isRecord, type JsonValue } from './json-value.ts';
import { floatText } from './python-text.ts';

/** Python's `str(value)`. Whole numbers are taken for integers: JSON does not tell 1 from 1.0 here. */
export const pythonStr = (value: JsonValue): string =>
  typeof value === 'string' ? value : pythonRepr(value);

function pythonRepr(value: JsonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? String(value) : floatText(value);
  if (typeof value === 'string') return quoted(value);
  if (!isRecord(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const entries = Object.entries(value);
  return `{${entries.map(([key, each]) => `${quoted(key)}: ${pythonRepr(each)}`).join(', ')}}`;
}

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`;
}
