import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { changes, workspaces } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import type { SecurityFact } from "./schema";
import { type SecurityFactName, securityFacts } from "./vocabulary";

const columnOf: Record<SecurityFactName, string> = {
  externalKeyId: "external_key_id",
  inferenceDataRetention: "inference_data_retention",
  userProfileId: "user_profile_id",
  compartmentId: "compartment_id",
};

export async function listSecurityFacts(workspaceId: string): Promise<SecurityFact[]> {
  const facts = securityFacts.map(
    (fact) => sql`(${fact}::text, ${columnOf[fact]}::text, ${workspaces[fact]})`,
  );
  const db = await database();
  const { rows } = await db.execute<SecurityFact>(sql`
    select facts.fact, facts.value, jsonb_exists(${workspaces.raw}, facts.field) as "isReported",
      (select ${toIso(sql`max(c.seen_at)`)} from ${changes} c
        where c.noun = 'workspace' and c.target_id = ${workspaces.id} and c.kind = 'changed'
          and c.before -> facts.fact is distinct from c.after -> facts.fact
          and jsonb_exists(c.before, facts.fact)) as "changedAt"
    from ${workspaces} cross join lateral (values ${sql.join(facts, sql`, `)}) as facts (fact, field, value)
    where ${eq(workspaces.id, workspaceId)}`);
  return rows;
}
