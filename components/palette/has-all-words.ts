import { toFolded } from "@/components/ui/controls/same-text";

/** Whether each typed word is in what is searched, in any order, case, and accents. Letters that are only in this order don't count. */
export function hasAllWords(searched: string, typed: string): boolean {
  const folded = toFoldedWords(searched).join(" ");
  return toFoldedWords(typed).every((word) => folded.includes(word));
}

function toFoldedWords(text: string): string[] {
  return text.split(/\s+/).map(toFolded);
}
