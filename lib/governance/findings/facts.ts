import "server-only";
import { sql } from "drizzle-orm";
import { listCheckpointStates } from "@/lib/core/audit/checkpoints";
import { getProof } from "@/lib/core/audit/proof";
import { getOwner } from "@/lib/core/auth/owner";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { findingRuns } from "@/lib/core/db/finding-tables";
import { listMirrored } from "@/lib/core/db/first-sync";
import { syncState } from "@/lib/core/db/own-tables";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import { env } from "@/lib/core/env/env";
import type { Facts, Noun } from "./rules/rule";

const memoryOf = "admin_key_old";

/** What rules need besides the tables. Remembers which Admin API key was seen first when. */
export async function readFacts(now: Date): Promise<Facts> {
  const { capabilities } = await getStoreFacts();
  const { unproven } = await getProof();
  const checkpoints = listCheckpointStates().flatMap(({ at }) => (at === null ? [] : [at]));
  const since = env.isSandbox ? null : await rememberKey(now);
  const granted = capabilities.filter(({ isGranted }) => isGranted).map(({ name }) => name);
  return {
    isCostReported: granted.includes("analytics_cost"),
    adminKey: since === null ? null : { since, powers: granted.toSorted() },
    unproven,
    checkpointAt: checkpoints.toSorted().at(-1) ?? null,
  };
}

/** Since when the key with this fingerprint has been used; null before the API has accepted one. */
async function rememberKey(now: Date): Promise<string | null> {
  const db = await database();
  const fingerprint = (await getOwner(db))?.keyFingerprint;
  if (!fingerprint) return null;
  const [known] = await db
    .select({ memory: findingRuns.memory })
    .from(findingRuns)
    .where(sql`${findingRuns.rule} = ${memoryOf}`);
  if (known?.memory?.fingerprint === fingerprint && known.memory.since) return known.memory.since;
  const memory = { fingerprint, since: now.toISOString() };
  await db
    .insert(findingRuns)
    .values({ rule: memoryOf, state: "waiting", memory })
    .onConflictDoUpdate({ target: findingRuns.rule, set: { memory } });
  return memory.since;
}

/** Lists that were read to their end at least once. Memberships are listed by workspace. */
export async function listComplete(): Promise<ReadonlySet<Noun>> {
  const mirrored = await listMirrored();
  const nouns: Noun[] = ["member", "invite", "workspace", "api_key"];
  const complete = new Set(nouns.filter((noun) => mirrored.has(noun)));
  const db = await database();
  const { rows } = await db.execute<{ isListed: boolean }>(sql`
    select not exists (select 1 from ${workspaces} w where w.gone_at is null and w.archived_at is null and not w.is_default
      and not exists (select 1 from ${syncState} where job = 'mirror:workspace_member:' || w.id)) as "isListed"`);
  if (complete.has("workspace") && rows[0]?.isListed) complete.add("workspace_member");
  return complete;
}
