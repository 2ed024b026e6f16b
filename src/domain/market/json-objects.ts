import type { JsonValue } from './scenario.ts';

export type JsonObject = { readonly [key: string]: JsonValue };

/** Characters looked at; a reply that nests braces without end gives up there. */
const WORK_MAX = 2_000_000;

/** The last complete JSON object of a text, however much prose or fencing surrounds it. */
export function lastJsonObject(text: string, workMax = WORK_MAX): JsonObject | undefined {
  let found: JsonObject | undefined;
  let work = 0;
  let start = text.indexOf('{');
  while (start >= 0 && work < workMax) {
    const end = closingBrace(text, start);
    work += (end ?? text.length) - start;
    const object = end === undefined ? undefined : parseObject(text.slice(start, end + 1));
    found = object ?? found;
    start = text.indexOf('{', object === undefined || end === undefined ? start + 1 : end + 1);
  }
  return found;
}

/** Where the brace at `start` closes, braces within strings left out. */
function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return undefined;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}
