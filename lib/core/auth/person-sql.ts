import "server-only";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/core/db/database";
import { identities } from "@/lib/core/db/identity-tables";

type Reader = Pick<Transaction, "execute">;

/** Whether what an address did at this instant was done by whoever has it now, and not by someone before them. */
export function isOfPersonNow(address: string | SQL, at: SQLWrapper): SQL {
  const email = typeof address === "string" ? address.toLowerCase() : sql`lower(${address})`;
  return sql`not exists (select from ${identities}
    where ${identities.email} = ${email} and ${identities.personSince} > ${at})`;
}

export async function wasPersonThen(db: Reader, address: string, at: Date): Promise<boolean> {
  const { rows } = await db.execute<{ was: boolean }>(
    sql`select ${isOfPersonNow(address, sql`${at.toISOString()}::timestamptz`)} as was`,
  );
  return rows[0]?.was ?? true;
}
