import "server-only";
import type { z } from "zod";
import { type FieldOf, toField } from "@/lib/reports/dimension";

/** The same schema for each column. */
export function toShape<Column extends string, Schema extends z.ZodType>(
  columns: readonly Column[],
  schema: Schema,
): Record<Column, Schema> {
  const shape = columns.map((column) => [column, schema]);
  return Object.fromEntries(shape) as Record<Column, Schema>; // Sound: one for each column.
}

/**
 * Reads columns, as the API calls them, into fields, after those that were read already. Written as source, because a
 * first sync reads millions of rows, and a loop takes six times as long.
 */
export function toRowReader<Column extends string, Own extends string = never>(
  columns: readonly Column[],
  own: readonly Own[] = [],
) {
  const first = own.map((field) => `${field}: own.${field}`);
  const fields = columns.map((column) => `${toField(column)}: row.${column}`);
  // Sound: it returns each of the fields. Their names are declared in our own source.
  return new Function("row", "own", `return { ${[...first, ...fields].join(", ")} };`) as <
    Row extends Record<Column, unknown>,
    First extends Record<Own, unknown> = Record<Own, never>,
  >(
    row: Row,
    ...own: [Own] extends [never] ? [] : [First]
  ) => Pick<First, Own> & { [One in Column as FieldOf<One>]: Row[One] };
}
