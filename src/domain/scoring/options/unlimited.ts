import { normalizeText } from '../synthetic/normalize-text.ts';

const UNLIMITED =
  /^(?:(?:theoretically|potentially|effectively|virtually|practically|in theory|is) )*(?:unlimited|infinite|infinity|inf|uncapped|unbounded|limitless|no (?:upper |theoretical )?(?:limit|cap|bound|ceiling)|not (?:limited|capped|bounded))(?: (?:theoretically|potentially|in theory|on the (?:upside|downside)|to the (?:upside|downside)|upside|downside|profit|loss|risk|gain|potential))*$/;

/** Whether a text says that a profit or loss has no bound, in the usual words. */
export const isUnlimited = (text: string): boolean =>
  UNLIMITED.test(
    normalizeText(text.replaceAll('∞', ' infinity ').replace(/\\infty\b/g, ' infinity ')),
  );
