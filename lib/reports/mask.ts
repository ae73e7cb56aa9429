import "server-only";
import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { sessionSecret } from "@/lib/auth/secret";
import { getSetting } from "@/lib/settings/mirror";

/** What rows `r` of Claude Code call somebody, and whether it is their name. */
export type Naming = { isMasked: boolean; actor: SQL };

/**
 * The setting holds for every reader, admins too, and for exports. A pseudonym is the same on every page for as long
 * as the server's secret is, and cannot be computed from an address without it. Names of keys are nobody's.
 */
export async function toNaming(): Promise<Naming> {
  if (!(await getSetting("mask_names"))) return { isMasked: false, actor: sql`r.actor` };
  const salt = createHash("sha256")
    .update(`mask:${await sessionSecret()}`)
    .digest("hex");
  const digest = sql`encode(sha256(convert_to(${salt}::text || lower(r.actor), 'UTF8')), 'hex')`;
  const pseudonym = sql`'Person ' || upper(left(${digest}, 8))`;
  return {
    isMasked: true,
    actor: sql`case when r.actor_type = 'api_actor' then r.actor else ${pseudonym} end`,
  };
}
