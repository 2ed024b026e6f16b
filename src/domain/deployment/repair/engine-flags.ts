/**
 * Reads and edits the flags of a server. Each option may be written with a space or with "=", in
 * dashes or underscores, and more than once, as the engines allow: the last one counts.
 */
export function flagValue(flags: readonly string[], names: readonly string[]): string | undefined {
  return places(flags, names).at(-1)?.value;
}

/** Written once, where it stood first; at the end when it was not there. */
export function withFlag(
  flags: readonly string[],
  names: readonly [string, ...string[]],
  value: string,
): readonly string[] {
  const [first] = places(flags, names);
  const kept = withoutFlag(flags, names);
  const option = [first?.name ?? names[0], value];
  const at = first?.index ?? kept.length;
  return [...kept.slice(0, at), ...option, ...kept.slice(at)];
}

export function withoutFlag(flags: readonly string[], names: readonly string[]): readonly string[] {
  const dropped = new Set(
    places(flags, names).flatMap(({ index, isJoined }) =>
      isJoined ? [index] : [index, index + 1],
    ),
  );
  return flags.filter((_, index) => !dropped.has(index));
}

interface Place {
  readonly index: number;
  readonly name: string;
  readonly value: string | undefined;
  /** `--name=value`, one argument. */
  readonly isJoined: boolean;
}

function places(flags: readonly string[], names: readonly string[]): readonly Place[] {
  const wanted = new Set(names.map(spelling));
  return flags.flatMap((flag, index): readonly Place[] => {
    if (!flag.startsWith('-')) return [];
    const [name = '', ...rest] = flag.split('=');
    if (!wanted.has(spelling(name))) return [];
    const isJoined = rest.length > 0;
    return [{ index, name, value: isJoined ? rest.join('=') : flags[index + 1], isJoined }];
  });
}

const spelling = (name: string): string => name.replaceAll('_', '-');
