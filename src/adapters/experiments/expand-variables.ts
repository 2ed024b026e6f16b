import { formatPath } from '../../contracts/format-issues.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { isSecretName } from '../artifacts/redact.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$\{([^}]*)\}/g;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Keys whose reference is kept: its value is read where it is used, and stored nowhere. */
const KEPT: readonly PropertyKey[] = ['api_key', 'pg_password', 'pg_dsn'];

type Path = readonly PropertyKey[];

/**
 * A copy in which every `${NAME}` is replaced by the variable's value. Only parsed values are
 * looked at, so that no value can change what the file says elsewhere.
 * @throws ConfigurationError naming file, key and variable of everything that cannot be replaced
 */
export function expandVariables(value: unknown, file: string, env: Variables): unknown {
  const problems: string[] = [];
  const expanded = expand(value, [], (text, path) =>
    text.replace(REFERENCE, (reference, name: string) => {
      const problem = problemOf(name, env);
      if (problem === undefined) return env[name] ?? '';
      problems.push(`${file}: ${formatPath(path)}: ${reference} ${problem}`);
      return reference;
    }),
  );
  if (problems.length === 0) return expanded;
  throw new ConfigurationError(problems.join('\n'), { file });
}

type Replace = (text: string, path: Path) => string;

function expand(value: unknown, path: Path, replace: Replace): unknown {
  if (typeof value === 'string') {
    return KEPT.includes(path.at(-1) ?? '') ? value : replace(value, path);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => expand(item, [...path, index], replace));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key], replace)]),
  );
}

function problemOf(name: string, env: Variables): string | undefined {
  if (!NAME.test(name)) {
    return 'is no variable name: write ${NAME}; defaults and other forms are not supported';
  }
  if (isSecretName(name)) {
    return 'names a secret, which would be stored with the run: only llm_eval.api_key may name one';
  }
  return env[name] ? undefined : 'is not set: set it in .env or in the environment';
}
