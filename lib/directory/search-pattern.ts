import "server-only";

/** For `like`: matches a text that contains this one, of which no character is a wildcard. */
export function toSearchPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
