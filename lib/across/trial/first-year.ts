import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { openEntry } from "@/lib/core/audit/entry";
import { getActor } from "@/lib/core/auth/actor";
import { permitActor } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { apiKeys, changes, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { type MirroredNoun, toImplied, toKey, toTracked } from "@/lib/core/db/mirrored-noun";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import { apiKeyMirror } from "@/lib/directory/keys/mirror";
import { memberMirror } from "@/lib/directory/members/mirror";
import { workspaceMemberMirror, workspaceMirror } from "@/lib/directory/workspaces/mirror";
import { addBudget } from "@/lib/money/budgets/add";
import type { AddBudget, WithRecipients } from "@/lib/money/budgets/schema";
import { personas } from "@/lib/sandbox/personas";

/** Monthly budgets of the sandbox's workspaces; null stands for the whole organization. */
const budgets = [
  { workspace: null, cents: "600000" },
  { workspace: "Checkout – prod", cents: "220000" },
  { workspace: "Data science", cents: "30000" },
];

const yearAgo = sql`now() - interval '365 days'`;
const endedStatuses = ["inactive", "archived"];

/**
 * What a year with Castellan would have left in the sandbox: past days of the directory, what came and ended meanwhile,
 * and budgets. Once, after the first complete listing.
 */
export async function keepFirstYear(): Promise<void> {
  const db = await database();
  const isNew = await db.transaction(async (tx) => {
    const { rows } = await tx.execute(
      sql`select from ${directoryVersions} where from_day < current_date limit 1`,
    );
    if (rows.length > 0) return false;
    await keepPastDays(tx);
    await recordArrivals(tx);
    return true;
  });
  if (isNew) await setBudgets();
}

/** A key that doesn't work anymore did so for two thirds of its time. */
const endedAt = sql`(o.created_at + (now() - o.created_at) * 2 / 3)`;
const hasEnded = sql`(o.status in ${endedStatuses} and ${endedAt} > ${yearAgo})`;

/** `stateSince`: if not since it began. */
type Kept = { noun: MirroredNoun; from: SQL; beganAt: SQL; stateSince?: SQL };

const membership = sql`${workspaceMembers} o join ${members} m on m.id = o.user_id
  join ${workspaces} w on w.id = o.workspace_id`;
const kept: Kept[] = [
  { noun: memberMirror, from: sql`${members} o`, beganAt: sql`o.added_at` },
  { noun: workspaceMirror, from: sql`${workspaces} o`, beganAt: sql`o.created_at` },
  {
    noun: apiKeyMirror,
    from: sql`${apiKeys} o`,
    beganAt: sql`o.created_at`,
    stateSince: sql`case when ${hasEnded} then ${endedAt} else o.created_at end`,
  },
  { noun: workspaceMemberMirror, from: membership, beganAt: sql`greatest(m.added_at, w.created_at)` },
];

async function keepPastDays(tx: Transaction): Promise<void> {
  for (const { noun, from, beganAt, stateSince = beganAt } of kept) {
    const key = sql`replace(${toKey(noun, sql`o`)}, '/', ' ')`;
    await tx.execute(sql`update ${noun.table} listed set first_seen_at = greatest(${beganAt}, ${yearAgo})
      from ${from} where listed.ctid = o.ctid`);
    await tx.execute(sql`update ${directoryVersions} v set from_day = greatest(${stateSince}, ${yearAgo})::date
      from ${from} where v.noun = ${noun.noun} and v.key = ${key}`);
  }
  await tx.execute(sql`insert into ${directoryVersions} (noun, key, from_day, until_day, state)
    select noun, key, greatest(o.created_at, ${yearAgo})::date, from_day, state || '{"status": "active"}'
    from ${directoryVersions} v join ${apiKeys} o on v.noun = 'api_key' and o.id = v.key and ${hasEnded}
    where from_day > greatest(o.created_at, ${yearAgo})::date`);
}

/** Records each arrival as if the next listing had found it. */
async function recordArrivals(tx: Transaction): Promise<void> {
  const arrivals = kept.map(
    ({
      noun,
      from,
      beganAt,
    }) => sql`select ${beganAt} as at, ${noun.noun} as noun, ${toKey(noun, sql`o`)} as target_id,
      'added' as kind, null::jsonb as before, ${toTracked(noun, "o")} as after
    from ${from} where ${beganAt} > ${yearAgo} and not ${toImplied(noun, "o")}`,
  );
  const ends = sql`select ${endedAt}, 'api_key', o.id, 'changed', ${toTracked(apiKeyMirror, "o")} || '{"status": "active"}',
    ${toTracked(apiKeyMirror, "o")} from ${apiKeys} o where ${hasEnded}`;
  await tx.execute(sql`insert into ${changes} (seen_at, unseen_since, noun, target_id, kind, before, after)
    select at, at - interval '15 minutes', noun, target_id, kind, before, after
    from (${sql.join([...arrivals, ends], sql` union all `)}) seen order by at, target_id`);
}

async function setBudgets(): Promise<void> {
  const actor = await getActor(personas.admin);
  if (!actor) return;
  const by = permitActor(actor, "budgets:write");
  const names = budgets.flatMap(({ workspace }) => workspace ?? []);
  const db = await database();
  const found = await db
    .select({ id: workspaces.id, name: workspaces.name })
    .from(workspaces)
    .where(and(inArray(workspaces.name, names), eq(workspaces.isDefault, false)));
  for (const { workspace, cents } of budgets) {
    const workspaceId = found.find(({ name }) => name === workspace)?.id;
    if (workspace !== null && workspaceId === undefined) continue;
    const given: WithRecipients<AddBudget> = {
      ...(workspaceId === undefined ? { scope: "organization" } : { scope: "workspace", workspaceId }),
      budgetId: randomUUID(),
      period: "month",
      cents,
      thresholds: [80, 100],
      forecastThreshold: 100,
      recipients: [],
      locale: "en",
    };
    const entry = await openEntry({ actor, action: "budget.add", targetId: given.budgetId, request: given });
    await addBudget(by, given, entry);
  }
}
