import "server-only";
import type { z } from "zod";
import { type FieldOf, toField } from "@/lib/money/reports/dimension";

/** The same schema for each column. */
export function toShape<Column extends string, Schema extends z.ZodType>(
  columns: readonly Column[],
  schema: Schema,
): Record<Column, Schema> {
  const shape = columns.map((column) => [column, schema]);
  return Object.fromEntries(shape) as Record<Column, Schema>; // Sound: one for each column.
}

/** Reads columns, as the API calls them, into fields, after those that were read already. */
export function toRowReader<Column extends string, Own extends string = never>(
  columns: readonly Column[],
  own: readonly Own[] = [],
) {
  const fields = columns.map((column) => [toField(column), column] as const);
  return <Row extends Record<Column, unknown>, First extends Record<Own, unknown> = Record<Own, never>>(
    row: Row,
    ...[first]: [Own] extends [never] ? [] : [First]
  ) => {
    const read: Record<string, unknown> = {};
    for (const field of own) read[field] = first?.[field];
    for (const [field, column] of fields) read[field] = row[column];
    // Sound: it has each of the fields.
    return read as Pick<First, Own> & { [One in Column as FieldOf<One>]: Row[One] };
  };
}
