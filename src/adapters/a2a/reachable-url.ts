const UNSPECIFIED = new Set(['0.0.0.0', '[::]', '']);
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Where to post, given what a card advertises and where the card was found. Agents in containers
 * advertise the address they bind (0.0.0.0) or their own loopback: then only the path is theirs.
 */
export function reachableUrl(advertised: string, foundAt: string): string {
  const found = new URL(foundAt);
  if (!URL.canParse(advertised, foundAt)) return foundAt;
  const url = new URL(advertised, foundAt);
  const foreignLoopback = LOOPBACK.test(url.hostname) && !LOOPBACK.test(found.hostname);
  if (!UNSPECIFIED.has(url.hostname) && !foreignLoopback) return url.href;
  return new URL(`${url.pathname}${url.search}`, found.origin).href;
}
