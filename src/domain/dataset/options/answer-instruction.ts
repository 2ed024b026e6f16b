/** Tells the agent on which line and in which form its values are looked for. */
export function namedAnswersInstruction(names: readonly string[]): string {
  const pairs = names.map((name) => `${name}=<value>`).join('; ');
  const percent = names.some((name) => name.endsWith('_percent'))
    ? ', percentages in percentage points'
    : '';
  return (
    `End with one line "Answer: ${pairs}", ` +
    `each value a plain number, whole or with at least five significant digits${percent}.`
  );
}
