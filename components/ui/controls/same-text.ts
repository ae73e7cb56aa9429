const apostrophes = /[‘’‛ʼʹ′＇`´]/g;
const forgiven = /[\p{M}\p{C}\p{Z}\s\p{Pd}\u2043\u2212\u02d7]/gu;

export function toFolded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(apostrophes, "'")
    .replace(forgiven, "")
    .toLowerCase()
    .toUpperCase() // Applied twice, because ẞ and ß meet only in SS.
    .toLowerCase()
    .replaceAll("ς", "σ");
}

/** Whether the typed text means the wanted one. Text without letters, digits, or symbols is compared exactly. */
export function isSameText(typed: string, wanted: string): boolean {
  const folded = toFolded(wanted);
  return folded === "" ? typed.trim() === wanted.trim() : toFolded(typed) === folded;
}
