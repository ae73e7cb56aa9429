import { isAddress, maxImportRows } from "./vocabulary";

/** Client-safe. The role and workspaces may be missing or wrong. */
export type ImportRow = {
  number: number;
  email: string;
  role: string;
  workspaces: string;
  workspaceRole: string;
  /** Where it is among the rows that were read; a line of several addresses is several rows. */
  position: number;
  /** Its quote never closes, so the rest of the file is in this row. */
  isUnclosed: boolean;
};
export type ImportFile = { rows: ImportRow[]; isCut: boolean };

type Columns = { email: number; role: number; workspaces: number; workspaceRole: number };

const names: Record<keyof Columns, readonly string[]> = {
  email: ["email", "e-mail", "mail", "email address", "e-mail address", "e-mail-adresse", "adresse"],
  role: ["role", "rolle"],
  workspaces: ["workspaces", "workspace"],
  workspaceRole: ["workspace_role", "workspace role", "workspace-rolle", "workspacerolle"],
};
const withoutHeader: Columns = { email: 0, role: 1, workspaces: 2, workspaceRole: -1 };

export async function parseImport(text: string): Promise<ImportFile> {
  const { default: papa } = await import("papaparse");
  const { data, errors } = papa.parse<string[]>(text, {
    skipEmptyLines: "greedy",
    delimitersToGuess: [",", ";", "\t"],
    preview: maxImportRows + 2,
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
  return {
    rows: rows.slice(0, maxImportRows).map((row, position) => ({ ...row, position })),
    isCut: rows.length > maxImportRows,
  };
}

/** Undefined if the record isn't a header. */
function toColumns(record: readonly string[]): Columns | undefined {
  const cells = record.map((cell) => cell.trim().toLowerCase());
  const find = (column: keyof Columns) => cells.findIndex((cell) => names[column].includes(cell));
  const columns = {
    email: find("email"),
    role: find("role"),
    workspaces: find("workspaces"),
    workspaceRole: find("workspaceRole"),
  };
  return columns.email < 0 ? undefined : columns;
}

type Written = Pick<ImportRow, "email" | "role" | "workspaces" | "workspaceRole">;

function toRows(cells: readonly string[], header: Columns | undefined): Written[] {
  const record = header ? cells : splitLine(cells);
  const addresses = header ? [] : record.flatMap(listAddresses);
  if (addresses.length > 1)
    return addresses.map((email) => ({ email, role: "", workspaces: "", workspaceRole: "" }));
  const { email, role, workspaces, workspaceRole } = header ?? withoutHeader;
  const isLast = workspaces > Math.max(email, role, workspaceRole);
  const end = isLast ? record.length : workspaces + 1;
  return [
    {
      email: toAddress(record[email] ?? ""),
      role: (record[role] ?? "").trim(),
      workspaces: workspaces < 0 ? "" : record.slice(workspaces, end).join(";").trim(),
      workspaceRole: (record[workspaceRole] ?? "").trim(),
    },
  ];
}

/** In a line without a header, what follows its only address is the role, as in "ada@x.example developer". */
function splitLine(cells: readonly string[]): readonly string[] {
  const [line = "", ...others] = cells;
  const [address, ...more] = listAddresses(line);
  if (address === undefined || more.length > 0 || others.some((cell) => cell.trim() !== "")) return cells;
  const rest = line.slice(line.indexOf(address) + address.length).replace(/^[\s<>"';,]+/, "");
  return rest === "" ? cells : [address, ...rest.split(/[;,\t]/)];
}

/** Extracts the address from `Ada <ada@x.example>`; other text stays as it is. */
function toAddress(cell: string): string {
  const [address, ...others] = listAddresses(cell);
  return address !== undefined && others.length === 0 ? address : cell.trim();
}

function listAddresses(cell: string): string[] {
  return cell.split(/[\s<>,;]+/).flatMap((word) => {
    // Our exports put an apostrophe in front of what spreadsheets take for a formula.
    const text = word.replace(/^'(?=[=+\-@])/, "");
    return isAddress(text) ? [text] : [];
  });
}
