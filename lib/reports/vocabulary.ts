/** The kinds of tokens in the order of the page. */
export const tokenKinds = [
  "uncached_input",
  "cache_read",
  "cache_write_5m",
  "cache_write_1h",
  "output",
] as const;
export type TokenKind = (typeof tokenKinds)[number];

export function isTokenKind(text: string): text is TokenKind {
  return tokenKinds.some((kind) => kind === text);
}

/** What the Claude Code report counts, in the order of the page. */
export const workCounts = ["sessions", "lines_added", "lines_removed", "commits", "pull_requests"] as const;

/** Types of actors that the source names today; another one is shown as it came. */
export const actorKinds = ["user_actor", "api_actor"] as const;
