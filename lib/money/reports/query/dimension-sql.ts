import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Dimensions, ExportOf, NameOf, NameWith } from "@/lib/money/reports/dimension";
import { noKey } from "@/lib/money/reports/vocabulary";

/** What to filter and group rows `r` by: texts that are never null. */
export function toKeys<Declared extends Dimensions>(
  declared: Declared,
  derived: Record<NameWith<Declared, "isDerived">, SQL>,
): Record<NameOf<Declared>, SQL> {
  const own = new Map<string, SQL>(Object.entries(derived));
  const keys = Object.entries(declared).map(([name, { columns }]) => [
    name,
    own.get(name) ?? sql`coalesce(r.${sql.identifier(columns[0])}, ${noKey})`,
  ]);
  return Object.fromEntries(keys) as Record<NameOf<Declared>, SQL>; // Sound: a key for each.
}

type DerivedExport<Declared extends Dimensions> = ExportOf<Declared, NameWith<Declared, "isDerived">>;

/** The columns of exports of rows `r`, in the order of `exports`; each may be null. */
export function toGroups<Declared extends Dimensions, One extends ExportOf<Declared, NameOf<Declared>>>(
  declared: Declared,
  exports: readonly One[],
  derived: Record<Extract<One, DerivedExport<Declared>>, SQL>,
): Record<One, SQL> {
  const own = new Map<string, SQL>(Object.entries(derived));
  const dimensions: readonly { exports: readonly string[]; columns: readonly string[] }[] =
    Object.values(declared);
  const groups = exports.flatMap((name) => {
    const column = dimensions.find((one) => one.exports.includes(name))?.columns[0];
    return column ? [[name, own.get(name) ?? sql`r.${sql.identifier(column)}`]] : [];
  });
  return Object.fromEntries(groups) as Record<One, SQL>; // Sound: a column for each.
}
