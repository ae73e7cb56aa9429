const apostrophes = /[‘’‛ʼʹ′＇`´]/g;
/** Marks on letters, characters that nobody sees, spaces and dashes of any kind. */
const forgiven = /[\p{M}\p{C}\p{Z}\s\p{Pd}\u2043\u2212\u02d7]/gu;

/** What remains of a text when case, accents, dashes, spaces and invisible characters do not count. */
export function toFolded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(apostrophes, "'")
    .replace(forgiven, "")
    .toLowerCase()
    .toUpperCase() // Twice over, since ẞ and ß meet in SS alone.
    .toLowerCase()
    .replaceAll("ς", "σ");
}

/** Whether somebody who typed one text means the other. Text without a letter, digit or sign is compared as it is. */
export function isSameText(typed: string, wanted: string): boolean {
  const folded = toFolded(wanted);
  return folded === "" ? typed.trim() === wanted.trim() : toFolded(typed) === folded;
}
