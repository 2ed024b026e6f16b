import { parseEnv } from 'node:util';
import { ConfigurationError } from '../domain/errors.ts';

/**
 * A `.env` with these variables set; every other line stays as it is, to the byte. Variables that
 * only stand in comments are appended, since a comment is what nobody reads.
 * @throws ConfigurationError when the file is written in a way that this cannot change safely
 */
export function updateDotenv(text: string, values: Readonly<Record<string, string>>): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const appended: string[] = [];
  let updated = text;
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=).*$`, 'gm');
    if (line.test(updated)) updated = updated.replace(line, (_, head) => head + quoted(value));
    else appended.push(`${name}=${quoted(value)}${lineEnd}`);
  }
  if (appended.length > 0 && updated !== '' && !updated.endsWith('\n')) updated += lineEnd;
  updated += appended.join('');
  requireOnlyThese(text, updated, values);
  return updated;
}

const quoted = (value: string): string => (/^[\w./:@+-]*$/.test(value) ? value : `"${value}"`);

/** Values over several lines may look like other variables. */
function requireOnlyThese(
  before: string,
  after: string,
  values: Readonly<Record<string, string>>,
): void {
  const expected = JSON.stringify(sorted({ ...parseEnv(before), ...values }));
  if (JSON.stringify(sorted(parseEnv(after))) === expected) return;
  throw new ConfigurationError(
    `.env cannot be changed without touching other variables: set ${Object.keys(values).join(', ')} by hand`,
  );
}

const sorted = (variables: NodeJS.Dict<string>) =>
  Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
