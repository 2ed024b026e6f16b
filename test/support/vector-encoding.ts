type Encoded =
  | null
  | boolean
  | number
  | string
  | readonly Encoded[]
  | { readonly [key: string]: Encoded };

/** Undoes the short forms of long texts: `{$repeat: [text, times]}` and `{$join: parts}`. */
export function decode(value: Encoded): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(decode);
  const entries = Object.entries(value);
  const [[form, content] = []] = entries;
  if (form === '$repeat' && Array.isArray(content)) {
    return String(content[0]).repeat(Number(content[1]));
  }
  if (form === '$join' && Array.isArray(content)) return content.map(decode).join('');
  return Object.fromEntries(entries.map(([key, each]) => [key, decode(each)]));
}
