import { type inferParserType, parseAsStringLiteral } from "nuqs/server";

/** How many rows and columns a cross table shows individually; the rest is summed on both sides. */
export const rowCounts = [10, 25, 50] as const;
export const columnCounts = [5, 10, 20] as const;

export const crossParams = {
  rows: parseAsStringLiteral(rowCounts.map(String)).withDefault("25"),
  columns: parseAsStringLiteral(columnCounts.map(String)).withDefault("10"),
};

export type CrossCounts = { rows: number; columns: number };

export function toCrossCounts({ rows, columns }: inferParserType<typeof crossParams>): CrossCounts {
  return { rows: Number(rows), columns: Number(columns) };
}

/** The usual columns, which must differ from the rows. */
export function toOwnColumn(group: string): "workspace" | "model" {
  return group === "model" ? "workspace" : "model";
}
