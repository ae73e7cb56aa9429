import { guardParts } from "@/lib/core/sheets/formula-vocabulary";
import type { CheckedRow } from "@/lib/directory/invites/schema";

export const columns = ["email", "role", "workspaces", "workspace_role"] as const;

const example = ["ada@example.com", "developer", "Checkout|Search", "workspace_developer"];

/** A file to start from; its one line is an example. */
export function toTemplate(): string {
  return toCsv([columns, example]);
}

/** The rows that aren't sent, as they are in the file, with the reason. */
export function toLeftOut(rows: readonly CheckedRow[], toReason: (row: CheckedRow) => string): string {
  const left = rows.filter(({ mark }) => mark !== "new");
  return toCsv([
    [...columns, "row", "reason"],
    ...left.map((row) => {
      const { email, role, workspaces, workspaceRole } = row.given;
      return [email, role, workspaces, workspaceRole, String(row.number), toReason(row)];
    }),
  ]);
}

export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

function toCsv(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.map(toCell).join(",")}\r\n`).join("");
}

/** Spreadsheets run a cell that starts like a formula; the import takes the apostrophe off again. */
function toCell(text: string): string {
  const safe = guardParts(text);
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
