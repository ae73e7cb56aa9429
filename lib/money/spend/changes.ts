import "server-only";
import Big from "big.js";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { findLoading } from "@/lib/core/history/store";
import { toDifference } from "@/lib/core/money/money-math";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { listTags } from "@/lib/money/reports/query/list-tags";
import { workspaceLabel } from "@/lib/money/reports/query/scope";
import { noKey, otherKey } from "@/lib/money/reports/vocabulary";
import { type Facts, type Given, joinedToParts, toFacts, toKeyFacts, toLabel } from "./change-facts";
import { type Change, type SpendChanges, spendChanges } from "./change-schema";
import { tellChange } from "./change-story";
import { chooseSpendCurrency } from "./currency";
import type { ChangesQuery } from "./search-params";
import { countUnknownDays } from "./unknown-days";

const shownRows = 50;

type Found = { rows: Change[]; before: string; after: string };

/** The smallest changes are combined in one row. */
export const getSpendChanges = heavyRead("standing", (by: Permit<"cost:read">, query: ChangesQuery) =>
  readSpendChanges(by, query, shownRows),
);
export const listSpendChanges = heavyRead("standing", (by: Permit<"cost:read">, query: ChangesQuery) =>
  readSpendChanges(by, query, Number.MAX_SAFE_INTEGER),
);

async function readSpendChanges(
  by: Permit<"cost:read">,
  query: ChangesQuery,
  maxRows: number,
): Promise<SpendChanges> {
  const { after, before, workspace = null } = query;
  const { currency, totals } = await chooseSpendCurrency(by.actor, query.currency, [before, after]);
  const given = { actor: by.actor, currency, after, before, within: workspace };
  const isReported = query.by === "key" && ((await getActorCostCapability())?.isGranted ?? false);
  const facts = query.by === "key" ? toKeyFacts(given, isReported) : toFacts(given, query.by);
  const reports = query.by !== "key" ? [] : isReported ? (["actor-cost"] as const) : (["usage"] as const);
  const needed = (["cost", ...reports] as const).flatMap((report) =>
    [before, after].map((range) => ({ report, ...range })),
  );
  const [found, total, unknown, loading, tags] = await Promise.all([
    sumDifferences(given, facts, query.by, maxRows),
    query.by === "key" ? sumChanges(given) : null,
    countUnknownDays([before, after]),
    findLoading(needed),
    listTags(by.actor),
  ]);
  const whole = total ?? found;
  const isTold = !loading && unknown.missingDays + unknown.unkeptDays === 0 && workspace === null;
  return spendChanges.parse({
    currency,
    totals,
    tags,
    before,
    after,
    within: workspace === null ? null : { key: workspace, label: await findName(by, workspace) },
    beforeCents: whole.before,
    afterCents: whole.after,
    differenceCents: toDifference(whole.before, whole.after),
    rows: [...found.rows, ...toRest(found, whole)].toSorted(compareSizes),
    story: isTold
      ? await tellChange(given, {
          beforeCents: whole.before,
          afterCents: whole.after,
          hasOneCurrency: totals.length === 0,
        })
      : null,
    isEstimate: query.by === "key" && !isReported,
    ...unknown,
    incompleteDays: await countIncompleteDays(["cost", ...reports], [before, after]),
    loading,
  });
}

export function sumChanges(given: Given): Promise<Found> {
  return sumDifferences(given, toFacts(given, "workspace"), "workspace", shownRows);
}

/** Every part's cost in two periods, largest difference first. */
async function sumDifferences(
  { after, before }: Given,
  facts: Facts,
  by: ChangesQuery["by"],
  maxRows: number,
): Promise<Found> {
  const exact = (column: string) => sql.raw(`trim_scale(${column})::text`);
  const db = await database();
  const { rows } = await db.execute<{ rows: Change[] | null; before: string; after: string }>(sql`
    with facts as (
      select key, cents as before, 0 as after from (${facts(before)}) earlier
      union all select key, 0, cents from (${facts(after)}) later
    ), found as (
      select key, coalesce(sum(before), 0) as before, coalesce(sum(after), 0) as after from facts group by key
    ), ranked as (select *, row_number() over (order by abs(after - before) desc, key) as rank from found),
    sides as (
      select case when rank <= ${maxRows} then key else ${otherKey} end as key, sum(before) as before, sum(after) as after
      from ranked group by 1
    )
    select coalesce(${exact("sum(before)")}, '0') as before, coalesce(${exact("sum(after)")}, '0') as after,
      json_agg(json_build_object('key', sides.key, 'label', ${toLabel(by)}, 'beforeCents', ${exact("before")},
        'afterCents', ${exact("after")}, 'differenceCents', ${exact("after - before")})) as rows
    from sides ${joinedToParts}`);
  const [sums] = rows;
  return { rows: sums?.rows ?? [], before: sums?.before ?? "0", after: sums?.after ?? "0" };
}

/** Cost without a key: the Console, code execution, sessions, and what an estimate leaves. */
function toRest(found: Found, whole: Found): Change[] {
  const rest = {
    beforeCents: toDifference(found.before, whole.before),
    afterCents: toDifference(found.after, whole.after),
  };
  if (rest.beforeCents === "0" && rest.afterCents === "0") return [];
  return [
    { key: noKey, label: null, ...rest, differenceCents: toDifference(rest.beforeCents, rest.afterCents) },
  ];
}

async function findName({ actor }: Permit<"cost:read">, workspace: string): Promise<string | null> {
  const db = await database();
  const { rows } = await db.execute<{ label: string | null }>(sql`select ${workspaceLabel} as label
    from (select ${workspace}::text as key) as sides left join ${workspaces} w on w.id = sides.key and ${visibleTo(actor).inWorkspace(sql`w.id`)}`);
  return rows[0]?.label ?? null;
}

function compareSizes(one: Change, other: Change): number {
  return new Big(other.differenceCents).abs().cmp(new Big(one.differenceCents).abs());
}
