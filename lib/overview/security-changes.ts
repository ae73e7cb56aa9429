import "server-only";
import { sql } from "drizzle-orm";
import { can } from "@/lib/auth/permissions";
import { type Permit, permitActor } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { changes, workspaces } from "@/lib/db/directory-tables";
import { visibleTo } from "@/lib/visibility";
import type { Attention } from "./schema";
import { securityDays } from "./vocabulary";

type Found = Pick<Attention, "kind" | "href" | "detail" | "day">;
type Row = { id: string; name: string; day: string; hasNewKey: boolean; hasNewRetention: boolean };

export async function findSecurityChanges({ actor }: Permit<"cost:read">): Promise<Found[]> {
  if (!can(actor, "workspaces:read")) return [];
  const by = permitActor(actor, "workspaces:read");
  const hasChanged = (fact: string) =>
    sql`(jsonb_exists(c.before, ${fact}) and c.before -> ${fact}::text is distinct from c.after -> ${fact}::text)`;
  const db = await database();
  const { rows } = await db.execute<Row>(sql`
    select ${workspaces.id}, ${workspaces.name}, (max(c.seen_at) at time zone 'UTC')::date::text as day,
      bool_or(${hasChanged("externalKeyId")}) as "hasNewKey",
      bool_or(${hasChanged("inferenceDataRetention")}) as "hasNewRetention"
    from ${changes} c join ${workspaces} on ${workspaces.id} = c.target_id
    where c.noun = 'workspace' and c.kind = 'changed' and c.seen_at > now() - make_interval(days => ${securityDays})
      and (${hasChanged("externalKeyId")} or ${hasChanged("inferenceDataRetention")})
      and ${visibleTo(by.actor).workspaces}
    group by 1, 2 order by max(c.seen_at) desc`);
  return rows.flatMap(({ id, name, day, hasNewKey, hasNewRetention }) => {
    const settings = `/workspaces/${encodeURIComponent(id)}?tab=settings`;
    const feed = `/activity?noun=workspace&source=outside&workspace=${encodeURIComponent(id)}&from=${day}`;
    const shared = { detail: name, day, href: can(actor, "activity:read") ? feed : settings };
    return [
      ...(hasNewRetention ? [{ ...shared, kind: "retention_changed" as const }] : []),
      ...(hasNewKey ? [{ ...shared, kind: "external_key_changed" as const }] : []),
    ];
  });
}
