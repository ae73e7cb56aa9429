import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { can, type Permission } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { wantedStops } from "@/lib/core/delivery/vocabulary";
import { openWebhook } from "@/lib/core/delivery/webhook";
import { selectWebhooks } from "@/lib/core/delivery/webhooks-store";
import { addDays, toDay } from "@/lib/core/format/calendar";
import type { LoadingHistory } from "@/lib/core/history/schema";
import type { History, Needed } from "@/lib/core/history/store";
import { toRuleSetting } from "@/lib/core/marks/rule-vocabulary";
import { usd } from "@/lib/core/money/money";
import { getSetting } from "@/lib/core/settings/store";
import { countOpenByRule } from "@/lib/governance/findings/rule-counts-read-model";
import { listOwnReviews } from "@/lib/governance/reviews/own-read-model";
import type { Budget } from "@/lib/money/budgets/schema";
import { toForecastDays } from "@/lib/money/spend/forecast";
import { getUnusualDays, toComparedDays } from "@/lib/money/spend/unusual-days";
import { byRank } from "./by-rank";
import type { Attention } from "./schema";
import { findSyncTrouble } from "./sync-trouble";
import { findUnreadable } from "./unreadable";
import { undeliveredDays, unusedDays } from "./vocabulary";

type By = Permit<"cost:read">;
type Found = Partial<Attention> & Pick<Attention, "kind" | "href">;

const judgedDays = 7;
const unknownDays = 30;

/** Everything that needs attention, except what `listOwnAttention` finds. */
export async function listAttention(
  by: By,
  budgets: readonly Budget[],
  history: History,
): Promise<{ items: Attention[]; loading: LoadingHistory | null }> {
  const found = await Promise.all([
    findSyncTrouble(by),
    findCounted(by),
    findUnreadable(by),
    budgets.flatMap(toBudgetTrouble),
    findFindings(by),
    findUnusualDays(by),
  ]);
  return {
    items: found.flat().map(toAttention).toSorted(byRank),
    loading: history.findLoading(...listNeeded(by, budgets, history)),
  };
}

function listNeeded({ actor }: By, budgets: readonly Budget[], history: History): Needed[] {
  const today = toDay(new Date());
  const unused = { from: addDays(today, -unusedDays), to: addDays(today, -1) };
  const needed: Needed[] = [
    { report: "cost", ...toComparedDays(toJudgedDays(today)) },
    ...(budgets.length > 0 ? [{ report: "cost" as const, ...toForecastDays(today) }] : []),
    ...(can(actor, "keys:read") ? [{ report: "usage" as const, ...unused }] : []),
  ];
  return needed.filter(({ report }) => !history.isUnavailable(report));
}

function toJudgedDays(today: string) {
  return { from: addDays(today, -judgedDays), to: addDays(today, -1) };
}

function toAttention(found: Found): Attention {
  return {
    isUrgent: false,
    count: 1,
    detail: null,
    period: null,
    budgetCents: null,
    rule: null,
    days: null,
    day: null,
    cents: null,
    currency: usd,
    ...found,
  };
}

/** What depends on who the person is, beyond what they may see. */
export async function listOwnAttention({ actor }: By): Promise<Attention[]> {
  // Requests by others, because no one approves their own.
  const approvals = sql`(select count(*) from ${bulkRuns} where needs_approval and not is_proposed and decided_at is null and cancelled_at is null
    and approval_expires_at > now() and lower(created_by) <> ${actor.email.toLowerCase()})`;
  const proposals = sql`(select count(*) from ${bulkRuns} where is_proposed and cancelled_at is null
    and approval_expires_at > now() and lower(created_by) = ${actor.email.toLowerCase()})`;
  const own = actor.persona === "lead" ? sql`s.owner = ${actor.email.toLowerCase()}` : sql`true`;
  const reports = sql`(select count(distinct s.id) from ${schedules} s join ${deliveries} on source_id = s.id::text
    where ${deliveries.createdAt} > now() - make_interval(days => ${undeliveredDays}) and kind = 'schedule' and ${isUndelivered} and ${own})`;
  const db = await database();
  const { rows } = await db.execute<Record<"approvals" | "proposals" | "reports", number>>(sql`
    select (${actor.persona === "admin" ? approvals : sql`0`})::int as approvals, ${proposals}::int as proposals,
      (${can(actor, "schedules:read") ? reports : sql`0`})::int as reports`);
  return [
    ...toCounted(rows[0]?.approvals, { kind: "approval_waiting", isUrgent: true, href: "/bulk" }),
    ...toCounted(rows[0]?.proposals, { kind: "change_proposed", href: "/bulk" }),
    ...toCounted(rows[0]?.reports, { kind: "reports_failing", href: "/schedules" }),
  ].map(toAttention);
}

/** What the person was asked to decide. */
export async function listOwnDecisions({ actor }: By): Promise<Attention[]> {
  const open = await listOwnReviews(actor);
  return open.map(({ id, name, dueOn, isOverdue, count }) =>
    toAttention({
      kind: "review_waiting",
      isUrgent: isOverdue,
      count,
      detail: name,
      day: dueOn,
      href: `/reviews/${id}`,
    }),
  );
}

function toCounted(count: number | undefined, one: Found): Found[] {
  return count ? [{ ...one, count }] : [];
}

async function findCounted({ actor }: By): Promise<Found[]> {
  const from = addDays(toDay(new Date()), 1 - unknownDays);
  const maySee = (permission: Permission, count: SQL) => (can(actor, permission) ? count : sql`0`);
  const unknown = sql`(select count(*) from ${auditLog} where at >= ${from}::date
    and (outcome = 'unknown' or phase = 'intent' and at < now() - interval '5 minutes' and not exists (
      select 1 from ${auditLog} other where other.entry_id = audit_log.entry_id and other.phase = 'outcome')))`;
  const unsent = sql`(select count(*) from ${deliveries} where created_at > now() - make_interval(days => ${undeliveredDays})
    and kind in ('budget', 'unusual_day') and ${isUndelivered})`;
  const db = await database();
  const { rows } = await db.execute<Record<"unknown" | "unsent", number>>(sql`
    select (${maySee("log:read", unknown)})::int as unknown, (${maySee("budgets:write", unsent)})::int as unsent`);
  const counts = rows[0];
  const isWebhookLost = can(actor, "settings:read") && (await hasUnreadableWebhook());
  const rules = "/settings?tab=rules";
  return [
    ...toCounted(counts?.unknown, {
      kind: "outcome_unknown",
      href: `/activity?outcome=unknown&from=${from}`,
    }),
    ...(isWebhookLost ? [{ kind: "webhook_unreadable" as const, href: rules }] : []),
    ...toCounted(counts?.unsent, { kind: "messages_failing", href: "/cost/budgets" }),
  ];
}

const isUndelivered = sql`(state in ('failed', 'unknown') or state = 'stopped' and error_code not in ${[...wantedStops]}
  or state = 'waiting' and error_code is not null)`;

async function hasUnreadableWebhook(): Promise<boolean> {
  const opened = (await selectWebhooks()).map(({ sealed }) => openWebhook(sealed));
  return (await Promise.all(opened)).includes(null);
}

function toBudgetTrouble(budget: Budget): Found[] {
  const { id, period, crossed, spentCents, forecastCents, isAtRisk, scope, tagKey, tagValue } = budget;
  const detail = scope === "tag" ? `${tagKey}: ${tagValue}` : (budget.workspaceName ?? budget.workspaceId);
  const shared = { detail, period, budgetCents: budget.cents, href: `/cost/budgets?budget=${id}` };
  const count = crossed?.threshold ?? 0;
  const reached = { ...shared, kind: "budget_reached" as const, count, isUrgent: count >= 100 };
  return [
    ...(crossed ? [{ ...reached, cents: spentCents }] : []),
    ...(isAtRisk ? [{ ...shared, kind: "budget_exceeds" as const, cents: forecastCents }] : []),
  ];
}

async function findFindings({ actor }: By): Promise<Found[]> {
  if (!can(actor, "findings:read")) return [];
  const [counts, rules] = await Promise.all([
    countOpenByRule(permitActor(actor, "findings:read")),
    getSetting("finding_rules"),
  ]);
  return counts.map(({ rule, count, label }) => ({
    kind: "finding",
    rule,
    count,
    days: toRuleSetting(rules, rule).thresholds.days ?? null,
    detail: label,
    href: `/findings?rule=${rule}`,
  }));
}

async function findUnusualDays(by: By): Promise<Found[]> {
  const { unusualDays, currency } = await getUnusualDays(by, toJudgedDays(toDay(new Date())));
  const open = unusualDays.filter(({ noted }) => noted === null);
  return open.slice(0, 2).map(({ day, differenceCents, drivers }) => ({
    kind: "day_stands_out",
    // The default workspace has no name.
    detail: drivers.flatMap(({ label }) => label ?? []).join(", ") || null,
    day,
    cents: differenceCents,
    currency,
    href: `/cost/changes?${new URLSearchParams({ from: day, to: day, unusual: day, ...(currency !== usd && { currency }) })}`,
  }));
}
