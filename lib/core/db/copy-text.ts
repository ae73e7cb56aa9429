import "server-only";

/** Rows in PostgreSQL's text format: https://www.postgresql.org/docs/17/sql-copy.html#SQL-COPY-FILE-FORMATS */
export type CopyText = { fields: readonly string[]; text: Uint8Array };

const unsafe = /[\\\t\n\r]/;
const unsafes = /[\\\t\n\r]/g;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escapeds = /\\([\\tnr])/g;
const unescapes: Record<string, string> = { "\\": "\\", t: "\t", n: "\n", r: "\r" };
const missing = "\\N";

/** Objects and lists become JSON; what is undefined or null is missing. */
export function toCopyLine(values: readonly unknown[]): string {
  return `${values.map(toCopyValue).join("\t")}\n`;
}

function toCopyValue(value: unknown): string {
  if (value === null || value === undefined) return missing;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return unsafe.test(text) ? text.replace(unsafes, (one) => escapes[one] ?? one) : text;
}

/** Every value as text, as it was written. */
export function readCopyText({ fields, text }: CopyText): Record<string, string | null>[] {
  const lines = new TextDecoder().decode(text).split("\n").slice(0, -1);
  return lines.map((line) => {
    const values = line.split("\t").map(readCopyValue);
    return Object.fromEntries(fields.map((field, index) => [field, values[index] ?? null]));
  });
}

function readCopyValue(text: string): string | null {
  return text === missing ? null : text.replace(escapeds, (_, letter: string) => unescapes[letter] ?? letter);
}
