import "server-only";
import { sql } from "drizzle-orm";
import { perRequest } from "@/lib/core/process/per-request";
import { database } from "./client";
import { judgeParts, type KnownParts, type PartRow } from "./judge-parts";
import { keyCapabilities, syncState } from "./own-tables";
import { reportDays } from "./report-tables";
import { getStoreFacts } from "./store-facts";
import type { PagePart } from "./vocabulary";

const provenBy: Record<string, { noun?: string; report?: string }> = {
  members: { noun: "member" },
  invites: { noun: "invite" },
  workspaces: { noun: "workspace" },
  api_keys: { noun: "api_key" },
  usage: { report: "usage" },
  cost: { report: "cost" },
  claude_code: { report: "claude-code" },
};

export async function getParts(now = new Date()): Promise<KnownParts> {
  return judgeParts(await readParts(), now);
}

const readParts = perRequest(async () => {
  const { capabilities: rows } = await getStoreFacts();
  const refused = rows.filter(({ isGranted }) => !isGranted).map(({ name }) => name);
  const proven = await listProven(refused);
  return rows.map((row): PartRow => ({ ...row, hasWorked: row.workedAt !== null || proven.has(row.name) }));
});

type PartAnswer = Pick<
  typeof keyCapabilities.$inferInsert,
  "isGranted" | "errorCode" | "requestId" | "isAbsence" | "probedAt"
>;

/** With `isRight`, also records that the part answered: a later refusal is then a lost right. */
export async function savePartAnswer(
  capability: string,
  answer: PartAnswer,
  isRight: boolean,
): Promise<void> {
  const { isGranted, probedAt } = answer;
  const first = isGranted
    ? { refusals: 0, refusedSince: null, ...(isRight && { workedAt: probedAt }) }
    : { refusals: 1, refusedSince: probedAt };
  const next = isGranted
    ? first
    : {
        refusals: sql`${keyCapabilities.refusals} + 1`,
        refusedSince: sql`coalesce(${keyCapabilities.refusedSince}, excluded.refused_since)`,
      };
  const db = await database();
  await db
    .insert(keyCapabilities)
    .values({ name: capability, ...answer, ...first })
    .onConflictDoUpdate({ target: keyCapabilities.name, set: { ...answer, ...next } });
}

export async function isPartUnavailable(part: PagePart): Promise<boolean> {
  return (await getParts()).isUnavailable(part);
}

async function listProven(parts: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = parts.flatMap((part) => {
    const proof = provenBy[part];
    if (!proof) return [];
    const exists = proof.noun
      ? sql`select 1 from ${syncState} where job = ${`mirror:${proof.noun}`}`
      : sql`select 1 from ${reportDays} where report = ${proof.report} and not is_refused`;
    return [sql`select ${part}::text as part where exists (${exists})`];
  });
  if (asked.length === 0) return new Set();
  const db = await database();
  const { rows } = await db.execute<{ part: string }>(sql.join(asked, sql` union all `));
  return new Set(rows.map(({ part }) => part));
}
