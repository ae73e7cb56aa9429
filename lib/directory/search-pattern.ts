import "server-only";

/** For `like`: matches a text that contains this one, of which no character is a wildcard. */
export function toSearchPattern(text: string): string {
  return `%${escapePattern(text)}%`;
}

/** For `like`: the text as it is, without wildcards. */
export function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
