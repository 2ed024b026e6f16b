interface CallCounts {
  readonly intents: number;
  /** Intents whose reply was not used. */
  readonly redundantCalls: number;
}

/** Counted from the files, so that late calls and those of cut-off tasks are in it. */
export function countCalls(keys: readonly string[]): CallCounts {
  const intents = keys.filter((key) => /\/calls\/\d+\.json$/.test(key)).length;
  const used = usedReplies(keys).length;
  return { intents, redundantCalls: intents - used };
}

/** Those of a conversation that the agent lost were paid for in vain. */
function usedReplies(keys: readonly string[]): readonly string[] {
  const lost = new Set(keys.filter((key) => key.endsWith('/lost.json')).map(conversationOf));
  return keys.filter((key) => key.endsWith('/reply.json') && !lost.has(conversationOf(key)));
}

/** `…/episodes/<id>/g<n>`, or the key itself where there is no conversation. */
const conversationOf = (key: string): string => key.replace(/(\/episodes\/[^/]+\/g\d+)\/.*$/, '$1');
