/** Client-safe. Formulas start with these; the wide ones work in Japanese and Chinese spreadsheets. */
const sign = "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]";
/** Spreadsheets may skip these in front: spaces, quotes, and characters without width. */
const skipped = String.raw`\s\p{Cc}\p{Cf}\p{Z}\p{DI}"`;
const formulaStart = new RegExp(`^(?:[\\t\\r\\n]|[${skipped}]*${sign})`, "u");
const startsWithSign = new RegExp(`^${sign}`);
const partStart = new RegExp(`[;\\t\\r\\n][${skipped};]*`, "gu");

/** Spreadsheets run a cell that starts like a formula; a leading apostrophe makes it text. */
export function guardFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/**
 * With semicolons as list separators, a spreadsheet may split a quoted CSV cell at one or at a line end, so what
 * follows must not start like a formula either.
 */
export function guardParts(text: string): string {
  return guardFormula(text).replace(partStart, (run, at: number, whole: string) =>
    startsWithSign.test(whole.slice(at + run.length, at + run.length + 1)) ? `${run}'` : run,
  );
}
