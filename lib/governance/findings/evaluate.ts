import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { KnownParts } from "@/lib/core/db/judge-parts";
import { getParts } from "@/lib/core/db/parts";
import { analyzeDirectory } from "@/lib/core/db/vacuum";
import { env } from "@/lib/core/env/env";
import { areDaysRead } from "@/lib/core/history/store";
import { partOfReport } from "@/lib/core/history/vocabulary";
import { log } from "@/lib/core/log/log";
import { type RuleSetting, toRuleSetting } from "@/lib/core/marks/rule-vocabulary";
import { isOfPeople, type RunState } from "@/lib/core/marks/vocabulary";
import { getSettings } from "@/lib/core/settings/store";
import { listComplete, readFacts } from "./facts";
import { rules } from "./rules/all";
import type { Facts, Noun, Rule } from "./rules/rule";
import { closeRule, findLastPass, findNewestSeq, saveRun, settleRule } from "./store";

/** After a write, so that what was fixed goes away at once. Long passes are a hundredth of the time, because pages wait for them. */
const leastMs = 10_000;
const longMs = 1_000;
const toRestMs = (tookMs: number) => Math.max(leastMs, (tookMs < longMs ? 20 : 100) * tookMs);

const partOfNoun = {
  member: "members",
  invite: "invites",
  workspace: "workspaces",
  workspace_member: "workspaces",
  api_key: "api_keys",
} as const satisfies Record<Noun, string>;

type Given = {
  now: Date;
  facts: Facts;
  complete: ReadonlySet<Noun>;
  parts: KnownParts;
  isMasked: boolean;
  auditSeq: number;
};

/** Due regularly, and soon after something was written here or while a rule waits for data. Who calls leads, so that one server evaluates. */
export async function evaluateIfDue(nowMs: number): Promise<void> {
  const last = await findLastPass();
  const ageMs = last === null ? Number.POSITIVE_INFINITY : nowMs - last.evaluatedAtMs;
  // A clock that was set back would make it wait as long.
  const isOld = ageMs < 0 || ageMs >= env.SYNC_INTERVAL_SECONDS * 1000;
  const isChanged = last !== null && (last.isWaiting || last.newestSeq > last.auditSeq);
  const isRested = ageMs >= toRestMs(last?.tookMs ?? 0);
  if (isOld || (isChanged && isRested)) await evaluateFindings(new Date(nowMs));
}

/** One pass over all rules. A rule that fails leaves the others alone and keeps its findings. */
export async function evaluateFindings(now = new Date()): Promise<void> {
  await analyzeDirectory().catch((err) => log.warn({ err }, "tables could not be analyzed"));
  const { finding_rules: stored, mask_names: isMasked } = await getSettings();
  const given: Given = {
    now,
    facts: await readFacts(now),
    complete: await listComplete(),
    parts: await getParts(now),
    isMasked,
    auditSeq: await findNewestSeq(),
  };
  for (const rule of rules) {
    const startedMs = performance.now();
    const state = await evaluateRule(rule, toRuleSetting(stored, rule.id), given).catch((err): RunState => {
      log.error({ err, rule: rule.id }, "a rule of findings could not be evaluated");
      return "failed";
    });
    const tookMs = Math.round(performance.now() - startedMs);
    const { auditSeq } = given;
    await saveRun(
      rule.id,
      state === "evaluated" ? { state, auditSeq, tookMs, evaluatedAt: now } : { state, auditSeq, tookMs },
    );
  }
}

async function evaluateRule(rule: Rule, { isOn, thresholds }: RuleSetting, given: Given): Promise<RunState> {
  if (!isOn) {
    await closeRule(rule.id, given.now);
    return "off";
  }
  const obstacle = await findObstacle(rule, thresholds, given);
  if (obstacle) return obstacle;
  await settleRule(rule.id, rule.find(thresholds, given.facts), given.now);
  return "evaluated";
}

/** While something isn't known, nothing is found and nothing is resolved. */
async function findObstacle(
  rule: Rule,
  thresholds: RuleSetting["thresholds"],
  { facts, complete, parts, isMasked }: Given,
): Promise<RunState | null> {
  const reports = rule.reports(thresholds, facts);
  const needed = [
    ...rule.nouns.map((noun) => partOfNoun[noun]),
    ...reports.map(([report]) => partOfReport[report]),
  ];
  if (needed.some((part) => parts.isUnavailable(part))) return "unavailable";
  if (isMasked && isOfPeople(rule.id)) return "masked";
  if (!rule.nouns.every((noun) => complete.has(noun))) return "waiting";
  if (reports.length === 0) return null;
  const areRead = sql.join(
    reports.map(([report, days]) => areDaysRead(report, days)),
    sql` and `,
  );
  const db = await database();
  const { rows } = await db.execute<{ areRead: boolean }>(sql`select (${areRead}) as "areRead"`);
  return rows[0]?.areRead ? null : "waiting";
}
