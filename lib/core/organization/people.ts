import "server-only";
import { inArray, or, sql } from "drizzle-orm";
import { castellan } from "@/lib/core/auth/program";
import { database } from "@/lib/core/db/client";
import type { Database, Transaction } from "@/lib/core/db/database";
import { members } from "@/lib/core/db/directory-tables";
import { identities } from "@/lib/core/db/identity-tables";
import { toIso } from "@/lib/core/db/instants";
import { unicode } from "./collation";
import { type Reader, visibleTo } from "./visibility";

/** `name` is null also where others are called the same; `pageId` where the reader can't open the person's page. */
type Person = { name: string | null; pageId: string | null };

const unknown: Person = { name: null, pageId: null };

/**
 * Who has the addresses, or had them last, and nobody at an instant before an admin said that an address is someone
 * else's. Inside a transaction, it has to be given.
 */
export async function findPeople(
  actor: Reader,
  addresses: readonly (string | null)[],
  given?: Database | Transaction,
): Promise<(address: string | null, at?: string | null) => Person> {
  const emails = [...new Set(addresses.flatMap((address) => address?.toLowerCase() ?? []))];
  if (emails.length === 0) return () => unknown;
  const visible = visibleTo(actor);
  const db = given ?? (await database());
  const { rows } = await db.execute<Person & { email: string; since: string | null }>(sql`
    with found as (
      select distinct on (lower(${members.email})) lower(${members.email}) as email, nullif(${members.name}, '') as name,
        case when ${or(visible.members, visible.leavers)} then ${members.id} end as page_id
      from ${members} where ${inArray(sql`lower(${members.email})`, emails)}
      order by lower(${members.email}), ${members.goneAt} desc nulls first
    )
    select found.email, page_id as "pageId", ${toIso(identities.personSince)} as since, case when not exists (
      select 1 from ${members} other
      where coalesce(nullif(other.name, ''), other.email) ${unicode} = found.name ${unicode}
        and lower(other.email) <> found.email and other.gone_at is null) then name end as name
    from found left join ${identities} on ${identities.email} = found.email`);
  const known = new Map(rows.map(({ email, since, ...person }) => [email, { since, person }]));
  return (address, at = null) => {
    if (address === castellan.email) return { name: "Castellan", pageId: null };
    const { since = null, person = unknown } = known.get(address?.toLowerCase() ?? "") ?? {};
    return since !== null && at !== null && at < since ? unknown : person;
  };
}
