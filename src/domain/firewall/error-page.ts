const PAGE =
  /^(?:<!--[^>]{0,200}-->\s*)?(?:<!doctype html|<html|<head|<body|<center|<title|<h1|<h2|<\?xml)/i;
const HEADING = /<(title|h1|h2)\b[^<>]{0,200}>([^<]{0,200})<\/\1>/gi;
/** A page quoted at the start of an answer. */
const SAYS_MORE = /<\/html>\s*\S/i;
/** Behind the last tag of a fragment, a paragraph of its own. */
const PARAGRAPH_AFTER = /\n\s*\n[^<>]*\S[^<>]*$/;
const TAIL_CHARS_MAX = 2_000;
/** Headings that are a status, or a phrase of proxies; a report about errors has other words. */
const STATUS_HEADINGS: readonly RegExp[] = [
  /^(?:[\w.-]+ \| )?(?:error:? |http (?:error |status )?|iis |apache |tomcat |nginx )?[45]\d\d(?:\.\d{1,2})?\b[\s:|.,(–—-]*(?:(?:bad request|unauthori[sz]ed|payment required|(?:access )?forbidden|(?:page )?not found|request time-?out|too many requests|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|(?:a |connection )?time(?:d )?out(?: occurred)?|web server is down|origin is unreachable|access denied|server error|error))?[)!1\s]*$/i,
  // A status with the phrase the standard has for it, whichever it is.
  /^[45]\d\d(?:[ :-]{1,3}[A-Z][\w-]{1,14}(?: [A-Z][\w-]{1,14}){0,5})?$/,
  /^error \d{3,4}(?:: .{0,60})?$/i,
  /^(?:bad gateway|service (?:temporarily )?unavailable|gateway time-?out|internal server error|application error|access denied|forbidden|too many requests|unauthorized)(?:\.|(?: [-–|]|:) .{1,60})?$/i,
  /^(?:attention required!|access denied|just a moment\.\.\.|please wait\.\.\.)(?: \|.*)?$/i,
  /^error: the (?:request|requested url) could not be (?:satisfied|retrieved)$/i,
  /^(?:[\w.-]+ \| )?(?:\d{3}: )?(?:web server is down|connection timed out|a timeout occurred|origin (?:is unreachable|dns error)|bad gateway)$/i,
  /^[\w-]+(?:\.[\w-]+)+ \| [45]\d\d: .*$/,
  /^(?:sorry, )?you have been blocked\.?$/i,
  /^(?:request (?:rejected|blocked)|web page blocked!?|error \d{3,4}|application (?:error|is not available)|site (?:can't|can’t) be reached|rate limited|server error in .{1,40}|too many requests\b.{0,40}|oops!? (?:an? )?(?:something|error).{0,40})$/i,
  /^we're sorry, but something went wrong\b.{0,10}$/i,
];

/** Whether a text is a page that a proxy or web server shows instead of an API's answer. */
export function isErrorPage(text: string): boolean {
  if (!PAGE.test(text) || SAYS_MORE.test(text) || PARAGRAPH_AFTER.test(text.slice(-TAIL_CHARS_MAX)))
    return false;
  const heading = [...text.matchAll(HEADING)][0]?.[2]?.trim() ?? '';
  return STATUS_HEADINGS.some((pattern) => pattern.test(heading));
}
