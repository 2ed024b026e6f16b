const THINGS =
  '(?:requests|calls|errors|failures|timeouts|connections|servers|retries|attempts|tokens|keys|models|services|clients|users|accounts)';

/** "503 requests were late", "429 API timeouts": a number of things, not a status. */
const COUNTED = new RegExp(
  `^\\d{3} (?!too many )(?:[a-z]+ ){0,2}${THINGS}\\b(?! to the \\w+ operation)(?: (?:were|was|are|failed|timed|per|in|and|of|have|had|on|out|is|during|today|each)\\b|[.,]|$)`,
  'i',
);

/** Whether a text opens with a number that counts things, though it could be a status. */
export const countsThings = (text: string): boolean => COUNTED.test(text);
