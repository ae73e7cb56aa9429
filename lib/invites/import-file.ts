import { isAddress, mostImportRows } from "./vocabulary";

/** Client-safe. One row of an import as it was written: the role and the workspaces may be missing or wrong. */
export type ImportRow = {
  /** Of the record in the file, from 1. */
  number: number;
  email: string;
  role: string;
  workspaces: string;
  /** Its quote never closes: what follows in the file is in this row. */
  isUnclosed: boolean;
};
export type ImportFile = { rows: ImportRow[]; isCut: boolean };

type Columns = { email: number; role: number; workspaces: number };

const names: Record<keyof Columns, readonly string[]> = {
  email: ["email", "e-mail", "mail", "email address", "e-mail address", "e-mail-adresse", "adresse"],
  role: ["role", "rolle"],
  workspaces: ["workspaces", "workspace"],
};
const withoutHeader: Columns = { email: 0, role: 1, workspaces: 2 };

/** Reads addresses that were pasted, and CSV with or without a header; the browser and the server both do it with this. */
export async function parseImport(text: string): Promise<ImportFile> {
  const { default: papa } = await import("papaparse");
  const { data, errors } = papa.parse<string[]>(text, {
    skipEmptyLines: "greedy",
    delimitersToGuess: [",", ";", "\t"],
    preview: mostImportRows + 2, // The header, and one more than are taken.
  });
  const header = toColumns(data[0] ?? []);
  const isUnclosed = errors.some(({ code }) => code === "MissingQuotes");
  const rows = data.flatMap((record, index) =>
    header && index === 0
      ? []
      : toRows(record, header).map((row) => ({
          ...row,
          number: index + 1,
          isUnclosed: isUnclosed && index === data.length - 1,
        })),
  );
  return { rows: rows.slice(0, mostImportRows), isCut: rows.length > mostImportRows };
}

/** undefined where the record is no header. */
function toColumns(record: readonly string[]): Columns | undefined {
  const cells = record.map((cell) => cell.trim().toLowerCase());
  const find = (column: keyof Columns) => cells.findIndex((cell) => names[column].includes(cell));
  const columns = { email: find("email"), role: find("role"), workspaces: find("workspaces") };
  return columns.email < 0 ? undefined : columns;
}

type Written = Pick<ImportRow, "email" | "role" | "workspaces">;

function toRows(record: readonly string[], header: Columns | undefined): Written[] {
  const addresses = header ? [] : record.flatMap(listAddresses);
  if (addresses.length > 1) return addresses.map((email) => ({ email, role: "", workspaces: "" }));
  const { email, role, workspaces } = header ?? withoutHeader;
  const isLast = workspaces > Math.max(email, role);
  const end = isLast ? record.length : workspaces + 1;
  return [
    {
      email: toAddress(record[email] ?? ""),
      role: (record[role] ?? "").trim(),
      workspaces: workspaces < 0 ? "" : record.slice(workspaces, end).join(";").trim(),
    },
  ];
}

/** Takes the address out of `Ada <ada@x.example>`; what is none stays as it came. */
function toAddress(cell: string): string {
  const [address, ...others] = listAddresses(cell);
  return address !== undefined && others.length === 0 ? address : cell.trim();
}

function listAddresses(cell: string): string[] {
  return cell.split(/[\s<>,;]+/).flatMap((word) => {
    // Our own exports put an apostrophe before what a spreadsheet would take for a formula.
    const text = word.replace(/^'(?=[=+\-@])/, "");
    return isAddress(text) ? [text] : [];
  });
}
