import "server-only";
import { sql } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { organization } from "@/lib/core/db/directory-tables";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { defineRule, toDayOf, today, toHit, toInstantOf, toOrganizationHit } from "./rule";

export const complianceOff = defineRule("compliance_off", {
  find: () =>
    sql`select ${toHit({
      subjectId: sql`'organization'`,
      label: sql`coalesce((select name from ${organization} limit 1), '')`,
      workspaceId: null,
      reach: 3,
      since: sql`coalesce(p.refused_since, p.probed_at)`,
      evidence: { probedOn: toDayOf(sql`p.probed_at`) },
    })} from ${keyCapabilities} p where p.power = 'compliance' and not p.is_granted`,
});

const dayMs = 86_400_000;

/** The API doesn't say when its key was created, so the key is at least as old as its first use here. */
export const adminKeyOld = defineRule("admin_key_old", {
  find: ({ days }, { adminKey }) => {
    const sinceMs = Date.parse(adminKey?.since ?? "");
    const isKnown = !Number.isNaN(sinceMs);
    const age = isKnown ? Math.floor((Date.now() - sinceMs) / dayMs) : 0;
    const since = sql`${isKnown ? adminKey?.since : null}::timestamptz`;
    return toOrganizationHit(isKnown && age >= days, 5, since, {
      sinceOn: toDayOf(since),
      days: sql`${age}::int`,
      powers: sql`${JSON.stringify(adminKey?.powers ?? [])}::jsonb`,
    });
  },
});

export const auditUnproven = defineRule("audit_unproven", {
  find: (_, { unproven }) =>
    toOrganizationHit(
      unproven !== null,
      4,
      sql`coalesce((select at from ${auditLog} where seq = ${unproven?.before ?? null}::bigint), ${toInstantOf(today)})`,
      { line: sql`${unproven?.before ?? null}::bigint`, reason: sql`${unproven?.reason ?? null}::text` },
    ),
});

/** Without checkpoints elsewhere, whoever has the server and its key can cut the log off. */
export const auditNoCheckpoint = defineRule("audit_no_checkpoint", {
  find: (_, { checkpointAt }) =>
    toOrganizationHit(
      checkpointAt === null,
      3,
      sql`coalesce((select min(at) from ${auditLog}), ${toInstantOf(today)})`,
      {
        lines: sql`(select coalesce(max(seq), 0) from ${auditLog})`,
      },
    ),
});
