import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import type { CrossSums } from "@/lib/money/reports/cross/schema";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { toPartLabel, toText } from "./breakdown-query";

type Asked = {
  /** Rows of `part`, `other`, and `value`, one for each pair. */
  cells: SQL;
  group: string;
  by: string;
  rows: number;
  columns: number;
};

type Part = [key: string, label: string | null];
type Found = {
  rows: Part[] | null;
  columns: Part[] | null;
  row_count: number;
  column_count: number;
  sums: [row: number | null, column: number | null, value: string][] | null;
};

/**
 * Both dimensions at once, largest first, with the rest of either side as its last row and column. Every sum is made
 * here, so rows, columns, and both totals are those of the same cells to the last digit.
 */
export async function sumCross({ cells, group, by, rows, columns }: Asked): Promise<CrossSums> {
  const db = await database();
  const { rows: answer } = await db.execute<Found>(sql`
    with found as materialized (select * from (${cells}) as cells where value <> 0),
    parts as materialized (
      select part as key, row_number() over (order by part = ${otherKey}, sum(value) desc, part) as rank from found group by part
    ), others as materialized (
      select other as key, row_number() over (order by other = ${otherKey}, sum(value) desc, other) as rank from found group by other
    ), placed as (
      select least(parts.rank, ${rows}::int + 1)::int as at_row, least(others.rank, ${columns}::int + 1)::int as at_column, value
      from found join parts on parts.key = part join others on others.key = other
    ), sums as (
      select at_row, at_column, sum(value) as value from placed
      group by grouping sets ((at_row, at_column), (at_row), (at_column), ())
    )
    select ${listParts("parts", group, rows)} as rows, ${listParts("others", by, columns)} as columns,
      (select count(*)::int from parts) as row_count, (select count(*)::int from others) as column_count,
      (select json_agg(json_build_array(at_row, at_column, ${toText(sql`value`)})) from sums) as sums`);
  const [first] = answer;
  if (!first) throw new Error("a query without rows always answers with one");
  return toSums(first, { rows, columns });
}

function listParts(table: "parts" | "others", group: string, most: number): SQL {
  return sql`(select json_agg(json_build_array(sides.key, ${toPartLabel(group)}) order by rank)
    from ${sql.identifier(table)} sides left join ${workspaces} w on w.id = sides.key left join ${apiKeys} k on k.id = sides.key
    where rank <= ${most}::int)`;
}

function toSums(found: Found, most: { rows: number; columns: number }): CrossSums {
  const known = new Map((found.sums ?? []).map(([row, column, value]) => [`${row} ${column}`, value]));
  const toSum = (row: number | null, column: number | null) => known.get(`${row} ${column}`) ?? "0";
  const toSide = (parts: Part[] | null, count: number, shown: number) => ({
    parts: (parts ?? []).map(([key, label]) => ({ key, label })),
    rest: Math.max(0, count - shown),
  });
  const [rows, columns] = [
    toSide(found.rows, found.row_count, most.rows),
    toSide(found.columns, found.column_count, most.columns),
  ];
  const toPlaces = ({ parts, rest }: typeof rows) =>
    Array.from({ length: parts.length + Number(rest > 0) }, (_, index) => index + 1);
  return {
    rows,
    columns,
    cells: toPlaces(rows).map((row) => toPlaces(columns).map((column) => toSum(row, column))),
    rowTotals: toPlaces(rows).map((row) => toSum(row, null)),
    columnTotals: toPlaces(columns).map((column) => toSum(null, column)),
    total: toSum(null, null),
  };
}
