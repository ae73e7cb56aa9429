import "server-only";
import { type SQL, sql } from "drizzle-orm";

/** A select list: each value under its name. */
export function selectAs(values: Readonly<Record<string, SQL>>): SQL {
  return sql.join(
    Object.entries(values).map(([name, value]) => sql`${value} as ${sql.identifier(name)}`),
    sql`, `,
  );
}
