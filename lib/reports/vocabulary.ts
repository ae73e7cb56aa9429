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
