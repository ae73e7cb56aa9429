import "server-only";
import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { toLookup } from "@/lib/core/db/forgotten";
import { forgettingKey, forgottenPeople } from "@/lib/core/db/forgotten-tables";
import { env } from "@/lib/core/env/env";
import { type Person, replaceEverywhere } from "./replace-store";

/**
 * Addresses of people who left before, oldest first: of no one here, invited, or with a grant in force. Who is in an open
 * review waits until it closes, because its hash is of the rows that it froze.
 */
export async function listDue(before: Date, limit: number): Promise<string[]> {
  const db = await database();
  const { rows } = await db.execute<{ address: string }>(sql`
    with known as (
      select lower(email) as address, gone_at as ended from members
      union all
      select lower(email), case when gone_at is not null then gone_at
        when status = 'pending' and (expires_at is null or expires_at > now()) then null
        else coalesce(accepted_at, expires_at, seen_at) end from invites)
    select address from known
    where address not like '%@forgotten.invalid' and address <> ''
      and address not in (select jsonb_array_elements_text(${JSON.stringify(env.BOOTSTRAP_ADMINS)}::jsonb))
      and not exists (select from grants where lower(grants.email) = address and suspended_for is null
        and (expires_at is null or expires_at > now()))
      and not exists (select from review_rows row join reviews on reviews.id = row.review_id
        where reviews.closed_at is null and lower(row.email) = address)
    group by address having bool_and(ended is not null and ended < ${before.toISOString()}::timestamptz)
    order by max(ended), address limit ${limit}`);
  return rows.map(({ address }) => address);
}

/** In one transaction, so that a kill leaves a person whole or forgotten. */
export async function forgetPerson(address: string, now: Date): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    const person = await readPerson(tx, address);
    const mark = randomBytes(6).toString("hex");
    const pseudonyms = new Map([[address, `forgotten-${mark}@forgotten.invalid`]]);
    for (const [index, id] of person.ids.entries())
      pseudonyms.set(id, `user_forgotten_${mark}${index === 0 ? "" : `_${index}`}`);
    await remember(tx, pseudonyms, now);
    await replaceEverywhere(tx, person, pseudonyms);
  });
}

async function readPerson(tx: Transaction, address: string): Promise<Person> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select id from members where lower(email) = ${address} order by first_seen_at, id`,
  );
  const ids = rows.map(({ id }) => id);
  const isIt = sql`id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
  const named = await tx.execute<{ name: string; isOwn: boolean }>(sql`
    with mine as (
      select name from members where ${isIt}
      union select state ->> 'name' from directory_versions where noun = 'member'
        and key in (select id from members where ${isIt}))
    select name, not exists (select from members where not (${isIt}) and lower(members.name) = lower(mine.name)) as "isOwn"
    from mine where length(name) > 1`);
  const names = named.rows.map(({ name }) => name);
  // A single word may be a word of anything.
  const ownNames = named.rows
    .filter(({ name, isOwn }) => isOwn && name.includes(" "))
    .map(({ name }) => name);
  return { address, ids, names, ownNames };
}

async function remember(tx: Transaction, pseudonyms: ReadonlyMap<string, string>, now: Date): Promise<void> {
  const fresh = { id: 1, key: randomBytes(32).toString("hex") };
  await tx.insert(forgettingKey).values(fresh).onConflictDoNothing();
  const [{ key } = fresh] = await tx.select().from(forgettingKey);
  for (const [text, pseudonym] of pseudonyms) {
    const row = { pseudonym, forgottenAt: now };
    await tx
      .insert(forgottenPeople)
      .values({ lookup: toLookup(key, text), ...row })
      .onConflictDoUpdate({ target: forgottenPeople.lookup, set: row });
  }
}
