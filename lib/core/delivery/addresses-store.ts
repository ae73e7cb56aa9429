import "server-only";
import { sql } from "drizzle-orm";
import { isInForce } from "@/lib/core/auth/grant-sql";
import { adminRoles } from "@/lib/core/auth/role-personas";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { members } from "@/lib/core/db/directory-tables";
import { env } from "@/lib/core/env/env";

/** Members, people with a grant, and the admins that the environment names. */
export async function isKnownPerson(address: string): Promise<boolean> {
  return (await listKnown([address])).length > 0;
}

export async function listKnown(addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const db = await database();
  const { rows } = await db.execute<{ address: string }>(sql`
    select lower(email) as address from ${members} where gone_at is null and lower(email) in ${[...addresses]}
    union select lower(email) from ${grants} where ${isInForce()} and lower(email) in ${[...addresses]}`);
  const known = rows.map(({ address }) => address);
  return [...new Set([...known, ...addresses.filter((one) => env.BOOTSTRAP_ADMINS.includes(one))])];
}

/** Of the directory, with a grant, and in the environment; each once, in small letters. */
export async function listAdmins(tx?: Transaction): Promise<string[]> {
  const db = tx ?? (await database());
  const { rows } = await db.execute<{ address: string }>(sql`
    select lower(email) as address from ${members} where gone_at is null and role in ${[...adminRoles]}
    union select lower(email) from ${grants} where persona = 'admin' and ${isInForce()}`);
  return [...new Set([...rows.map(({ address }) => address), ...env.BOOTSTRAP_ADMINS])];
}
