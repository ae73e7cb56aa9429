import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { toDay, toPeriodEnd } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import { toShare } from "@/lib/core/money/money-math";
import { findPeople } from "@/lib/core/organization/people";
import { getSetting } from "@/lib/core/settings/store";
import { getSuccessors } from "@/lib/core/settings/successors";
import { getUsageFacts } from "@/lib/money/reports/usage/source";
import { chooseSpendCurrency } from "@/lib/money/spend/currency";
import { cachingAdvice, toBatchingAdvice, toSuccessorAdvice } from "./advice-sql";
import { listDismissed } from "./dismissals-store";
import { toUsed } from "./opportunities-sql";
import { idleAdvice, longContextAdvice, toFastAdvice } from "./premium-sql";
import { isWaiting } from "./report";
import { type Opportunities, opportunities } from "./schema";
import { type SavingsQuery, toAdviceMonth } from "./search-params";
import { minCents, namedAtMost, type OpportunityKind, opportunityKinds } from "./vocabulary";

type Found = {
  kind: OpportunityKind;
  low: string;
  high: string;
  tokens: string;
  paid: string;
  read: string | null;
  usual_read: string | null;
  details: string[] | null;
  days: number | null;
  count: number;
  concerned: { id: string; name: string | null; low: string; high: string }[];
};

/** About the last month of the range that is over, because only a whole month says what one saves. */
export const getOpportunities = heavyRead("standing", readOpportunities);

async function readOpportunities(
  by: Permit<"cost:read">,
  asked: SavingsQuery,
  now = new Date(),
): Promise<Opportunities> {
  const month = toAdviceMonth(asked, toDay(now));
  const range = { from: month, to: toPeriodEnd(month, "month") };
  const [{ currency }, loading, isSumming, dismissed] = await Promise.all([
    chooseSpendCurrency(by.actor, asked.currency, [{ from: asked.from, to: asked.to }, range]),
    findLoading([
      { report: "cost", ...range },
      { report: "usage", ...range },
    ]),
    isWaiting(range),
    listDismissed(by.actor, toDay(now)),
  ]);
  const hidden = dismissed.map(({ kind }) => kind);
  const { rows, high } = loading ? nothing : await findAdvice(by, { currency, month, hidden });
  const toPerson = await findPeople(
    by.actor,
    dismissed.map(({ dismissedBy }) => dismissedBy),
  );
  return opportunities.parse({
    currency,
    month,
    opportunities: rows.map(toOpportunity),
    dismissed: dismissed.map(({ kind, reason, until, dismissedBy }) => ({
      kind,
      reason,
      until,
      by: dismissedBy,
      byName: toPerson(dismissedBy).name,
    })),
    highCents: high,
    loading,
    isSumming,
  });
}

const nothing: { rows: Found[]; high: string } = { rows: [], high: "0" };

async function findAdvice(
  { actor }: Permit<"cost:read">,
  { currency, month, hidden }: { currency: string; month: string; hidden: readonly string[] },
) {
  const [{ rows: successors }, facts, isMasked] = await Promise.all([
    getSuccessors(),
    getUsageFacts({ source: "analytics" }),
    getSetting("mask_names"),
  ]);
  const report = facts === "usage" ? "actor-usage" : facts;
  const kinds = [
    cachingAdvice,
    toBatchingAdvice(month),
    toSuccessorAdvice(successors),
    longContextAdvice,
    toFastAdvice({ actor, isMasked, month, report }),
    idleAdvice,
  ];
  const each = sql.join(
    opportunityKinds.map((kind) => sql`select * from ${sql.identifier(kind)}`),
    sql` union all `,
  );
  const isShown = hidden.length > 0 ? sql`kind not in ${[...hidden]}` : sql`true`;
  const db = await database();
  const asked = sql`
    with ${toUsed({ actor, currency, month })}, ${sql.join(kinds, sql`, `)},
    advice as materialized (select * from (${each}) a where high >= ${minCents} and ${isShown}),
    ranked as (select *, row_number() over (partition by kind order by high desc, id) as place from advice),
    summed as (
      select kind, ${toText(sql`sum(low)`)} as low, ${toText(sql`sum(high)`)} as high, ${toText(sql`sum(tokens)`)} as tokens,
        ${toText(sql`sum(paid)`)} as paid, ${toText(sql`sum(read)`)} as read, ${toText(sql`sum(usual_read)`)} as usual_read,
        array_agg(distinct detail) filter (where kind = 'successor') as details,
        (sum(detail::integer) filter (where kind = 'idle_sessions'))::int as days, count(*)::int as count,
        json_agg(json_build_object('id', id, 'name', ${nameOf}, 'low', ${toText(sql`low`)}, 'high', ${toText(sql`high`)})
          order by high desc, id) filter (where place <= ${namedAtMost}) as concerned, sum(high) as size
      from ranked group by kind)
    select (select json_agg(summed order by size desc, kind) from summed) as rows, ${highest} as high`;
  const { rows } = await db.transaction(async (tx) => {
    // The planner has no statistics about the tables within the statement, and would search one for each row of another.
    await tx.execute(sql`set local enable_nestloop = off`);
    return tx.execute<{ rows: Found[] | null; high: string }>(asked);
  });
  return { rows: rows[0]?.rows ?? [], high: rows[0]?.high ?? "0" };
}

function toText(value: SQL): SQL {
  return sql`trim_scale(round(${value}, 6))::text`;
}

const nameOf = sql`case when kind in ('fast_mode', 'idle_sessions')
  then (select w.name from ${workspaces} w where w.id = ranked.id and not w.is_default)
  else (select k.name from ${apiKeys} k where k.id = ranked.id) end`;

/** Of the advice about one key only the greatest, and of keys and fast mode in one workspace only the greater. */
const highest = sql`(select ${toText(sql`coalesce(sum(high), 0)`)} from (
  select greatest(coalesce(sum(high) filter (where kind = 'keys'), 0), coalesce(sum(high) filter (where kind = 'fast_mode'), 0))
    + coalesce(sum(high) filter (where kind = 'idle_sessions'), 0) as high
  from (select 'keys' as kind, min(workspace) as workspace, max(high) as high from advice
      where kind not in ('fast_mode', 'idle_sessions') group by id
    union all select kind, workspace, high from advice where kind in ('fast_mode', 'idle_sessions')) each
  group by workspace) together)`;

function toOpportunity(found: Found) {
  const { kind, low, high, tokens, paid, read, usual_read, details, days, count, concerned } = found;
  const isOfWorkspaces = kind === "fast_mode" || kind === "idle_sessions";
  const changes = new Set((details ?? []).flatMap((text) => text.split("\n")));
  return {
    kind,
    lowCents: low,
    highCents: high,
    tokens,
    paidCents: paid,
    share: read === null ? null : toShare(read, tokens),
    similarShare: usual_read === null ? null : toShare(usual_read, tokens),
    models: [...changes].map((change) => {
      const [model = "", successor = ""] = change.split("\t");
      return { model, successor };
    }),
    days,
    of: isOfWorkspaces ? "workspaces" : "keys",
    count,
    concerned: concerned.map(({ id, name, low: lowCents, high: highCents }) => ({
      id,
      name,
      lowCents,
      highCents,
    })),
  };
}
