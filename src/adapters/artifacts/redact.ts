const MASK = '[redacted]';

/**
 * What keys and account ids look like in provider messages. All ask for digits or great length:
 * task ids and prose ("bearer instruments", "user_satisfaction_rate") must stay what they are.
 */
const PATTERNS: readonly RegExp[] = [
  /\b(?:sk|rk|pk)[-_](?:proj|ant|or|svcacct|admin|live)[-_][A-Za-z0-9_-]{12,}/g,
  /\b(?:c?sk|rk|pk|gsk|xai|gh[oprsu]|github_pat|tvly|nvapi|pplx)[-_](?=[\w-]*(?:[A-Za-z0-9]{24}|(?=[A-Za-z]*\d)[A-Za-z0-9]{16}))[\w-]+/g,
  /\bhf_[A-Za-z0-9]{30,}/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bAKIA[A-Z0-9]{16}\b/g,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/g,
  /\b(?:user|org|acct|proj)[-_](?:[A-Za-z0-9]{22,}|(?=[A-Za-z]*\d)[A-Za-z0-9]{10,})/g,
  /(?<=\bauthorization\W{1,4}(?:bearer|basic)\s+)[\w.~+/=-]{4,}/gi,
  /\bBearer\s+(?:[\w.~+/=-]{32,}|(?=[A-Za-z._~+/=-]*\d)[\w.~+/=-]{12,})/gi,
  /(?<=\b(?:api[-_]?key|access[-_]token|client[-_]secret)["']?\s*[:=]\s*["']?)[\w.~+/-]{12,}/gi,
  /(?<=:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/g,
];

/** Values of the environment under these names are secrets whatever they look like. */
const SECRET_NAME =
  /(?:^|_)(?:(?:API|ACCESS|PRIVATE|SECRET)?KEY|TOKEN|SECRET|PASSWORD|PASSWD|PAT|CREDENTIALS?)$/i;

/** Whether the value of such a variable is masked wherever it turns up. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

/** Builds a text filter from the process environment; short values would mask ordinary words. */
export function createRedactor(env: Readonly<Record<string, string | undefined>>) {
  const secrets = Object.entries(env)
    .filter(([name]) => isSecretName(name))
    .flatMap(([, value]) => (value !== undefined && value.length >= 8 ? [value] : []))
    .sort((a, b) => b.length - a.length);
  return (text: string): string => {
    let clean = text;
    for (const secret of secrets) clean = clean.replaceAll(secret, MASK);
    for (const pattern of PATTERNS) clean = clean.replace(pattern, MASK);
    return clean;
  };
}

let redactText = createRedactor({});

/** Called once by a process when it knows its environment. */
export function registerSecrets(env: Readonly<Record<string, string | undefined>>): void {
  redactText = createRedactor(env);
}

/** A copy with every string filtered. Applied to all that is stored or logged. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item)]));
  }
  return value;
}

/** For messages of failures, which end up in Temporal's history. */
export const redactMessage = (message: string): string => redactText(message);
