import { fold } from "@/lib/core/format/fold";

const forgiven = /[\p{M}\p{C}\p{Z}\s\p{Pd}\u2043\u2212\u02d7]/gu;

/** Without case, accents, spaces, and dashes. */
export function toFolded(text: string): string {
  return fold(text).replace(forgiven, "");
}

/** Whether the typed text means the wanted one. Text without letters, digits, or symbols is compared exactly. */
export function isSameText(typed: string, wanted: string): boolean {
  const folded = toFolded(wanted);
  return folded === "" ? typed.trim() === wanted.trim() : toFolded(typed) === folded;
}
