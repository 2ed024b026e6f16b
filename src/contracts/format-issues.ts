import type { z } from 'zod';
import { suggestion } from '../domain/suggestion.ts';
import { agreeingWith, kinds, literalWords, objectKeys, schemasAt } from './schema-keys.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What the issues are about: the refusing schema and the value as it was read. */
export interface IssueSource {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
  /** Where a path begins in the file; undefined when the file does not hold it. */
  readonly position?: (path: Path) => { line: number; column: number } | undefined;
}

/**
 * One line per problem: `file:line:column: key.path: what was found and what is allowed`.
 * Values under keys that name secrets are not shown.
 */
export function formatZodIssues(
  file: string,
  error: z.core.$ZodError,
  source: IssueSource,
): string {
  return error.issues
    .flatMap((issue) => problems(issue, [], source))
    .map(({ path, text }) => `${place(file, path, source)}: ${withPath(path, text)}`)
    .join('\n');
}

/** `experiments[0].configs[2].id` */
export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${key}]`
        : `${text}${text === '' ? '' : '.'}${String(key)}`,
    '',
  );
}

const withPath = (path: Path, text: string): string =>
  path.length === 0 ? text : `${formatPath(path)}: ${text}`;

function place(file: string, path: Path, { position }: IssueSource): string {
  // A missing key has no place of its own: its nearest parent in the file stands in.
  for (let length = path.length; position !== undefined && length >= 0; length--) {
    const found = position(path.slice(0, length));
    if (found !== undefined) return `${file}:${found.line}:${found.column}`;
  }
  return file;
}

interface Problem {
  readonly path: Path;
  readonly text: string;
}

function problems(issue: Issue, parent: Path, source: IssueSource): readonly Problem[] {
  const path = [...parent, ...issue.path];
  const found = shown(path, source.value);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key, source));
    case 'invalid_union':
      return unionProblems(issue, path, source);
    case 'invalid_value':
      return [{ path, text: `${found}; ${allowed(path, issue.values.map(String), source)}` }];
    case 'invalid_type':
      return [{ path, text: `${found}; expected ${TYPE_WORDS[issue.expected] ?? issue.expected}` }];
    case 'too_small':
      return [{ path, text: `${found}; ${bound('at least', issue.minimum, issue.origin)}` }];
    case 'too_big':
      return [{ path, text: `${found}; ${bound('at most', issue.maximum, issue.origin)}` }];
    case 'custom':
      return [{ path, text: issue.message }];
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return [{ path, text: `${found}; ${issue.message}` }];
  }
}

function unknownKey(path: Path, key: string, source: IssueSource): Problem {
  const value = valueAt(source.value, path);
  const keys = objectKeys(agreeingWith(schemasAt(source.schema, path), value));
  const text = keys.includes(key)
    ? 'is a key of another alternative and cannot stand beside the other keys here'
    : `unknown key${suggestion(key, keys)}; allowed: ${keys.join(', ')}`;
  return { path: [...path, key], text };
}

/** Speaks of the one alternative the user evidently meant, or names all of them. */
function unionProblems(
  issue: Issue & { code: 'invalid_union' },
  path: Path,
  source: IssueSource,
): readonly Problem[] {
  const value = valueAt(source.value, path);
  const schemas = schemasAt(source.schema, path);
  if (!isObject(value)) {
    const sameKind = issue.errors.find((branch) => !branch.some(isOfOtherKind));
    if (sameKind !== undefined) return sameKind.flatMap((each) => problems(each, path, source));
    const words = issue.errors.length === 0 ? unionOptions(issue) : literalWords(schemas);
    const text = allowed(path, [...words, ...kinds(schemas)], source);
    return [{ path, text: `${shown(path, source.value)}; ${text}` }];
  }
  const keys = objectKeys(schemas);
  const strangers = Object.keys(value).filter((key) => !keys.includes(key));
  if (strangers.length > 0) return strangers.map((key) => unknownKey(path, key, source));
  const [meant] = (Object.keys(value).length === 0 ? [] : issue.errors)
    .filter((branch) => !branch.some(isOfOtherKind))
    .sort((a, b) => strangeness(a, value) - strangeness(b, value) || a.length - b.length);
  if (meant !== undefined) return meant.flatMap((each) => problems(each, path, source));
  return [{ path, text: `${shown(path, source.value)}; allowed keys: ${keys.join(', ')}` }];
}

const unionOptions = (issue: Issue & { code: 'invalid_union' }): readonly string[] =>
  'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];

/** The alternative is about another type or another literal, so its complaints would mislead. */
const isOfOtherKind = ({ path, code }: Issue): boolean =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');

/** How far a value is from an alternative: refused keys, and above all a missing discriminator. */
function strangeness(branch: readonly Issue[], value: unknown): number {
  return branch.reduce((sum, each) => {
    if (each.code === 'unrecognized_keys') return sum + each.keys.length;
    const noKind = each.code === 'invalid_union' && valueAt(value, each.path) === undefined;
    return noKind ? sum + 100 : sum;
  }, 0);
}

function allowed(path: Path, words: readonly string[], source: IssueSource): string {
  const value = valueAt(source.value, path);
  const hint = typeof value === 'string' ? suggestion(value, words) : '';
  return `allowed: ${words.join(', ')}${hint}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'an object (key: value)',
  array: 'a list',
};

function bound(words: string, limit: number | bigint, origin: string): string {
  const unit = { string: ' characters', array: ' items' }[origin] ?? '';
  return `expected ${words} ${limit}${unit}`;
}

/** Not `runKey` or `llm_max_tokens`. */
const SECRET_KEY = /(?:^|_|api)key$|token$|secret|password/i;

function shown(path: Path, root: unknown): string {
  const value = valueAt(root, path);
  if (value === undefined) return 'missing';
  if (SECRET_KEY.test(String(path.at(-1)))) return 'found a value that is not shown';
  if (Array.isArray(value)) return `found a list of ${value.length}`;
  if (isObject(value)) return `found an object with ${Object.keys(value).join(', ') || 'no keys'}`;
  const text = JSON.stringify(value);
  return `found ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`;
}

const isObject = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}
