import "server-only";
import { fold } from "@/lib/core/format/fold";

/** For `like`, compared with folded text: matches a text that contains this one, of which no character is a wildcard. */
export function toSearchPattern(text: string): string {
  return `%${toFoldedPattern(text)}%`;
}

/** For `like`, compared with folded text: this text, without wildcards. Folded first, because it makes a "%" of a "％". */
export function toFoldedPattern(text: string): string {
  return fold(text).replace(/[\\%_]/g, "\\$&");
}
