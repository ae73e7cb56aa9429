import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import type { DayRange } from "@/lib/core/format/calendar";
import { type Currency, usd } from "@/lib/core/money/money";
import { million } from "@/lib/core/money/unit-cost";
import { listExportsOf, toDeclared } from "@/lib/money/reports/dimension";
import { actorCosts } from "@/lib/money/reports/query/actor-costs";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { isInCurrency, listCurrencies, toRate } from "@/lib/money/reports/query/currencies";
import type { Pivot, PivotQuery } from "@/lib/money/reports/query/pivot";
import { isInRollupPeriods, listRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import { fromUsage, tokensOfRow, type UsageFacts } from "@/lib/money/reports/usage/rollup-level";
import { noKey } from "@/lib/money/reports/vocabulary";
import { costDimension } from "./dimensions";
import { costPivot } from "./pivot";
import { hasRequests, hasTokens, ofRequests, ofTokens } from "./unit-costs";

type Column = keyof typeof costPivot.groups;
type Query = PivotQuery<Column>;
type Counted = "tokens" | "requests";

const unknown = sql`null::text`;
const shared = ["model", "service_tier", "context_window"] as const;
const counts = ["tokens", "sent_cents", "requests", "counted_tokens", "sent_tokens"] as const;

/** The cost file with what a million tokens and a request cost in each row: empty where it isn't known. */
export async function withUnitCosts(actor: Actor, query: Query): Promise<Pivot<Column>> {
  const currencies = await listCurrencies(["cost"], query);
  const known = currencies.length > 1 ? [] : await listKnown(query);
  const perMillion = toRate(sql`sum(r.cents) * ${million}::numeric`, sql`sum(r.tokens)`);
  const perRequest = sql`case when sum(r.counted_tokens) = sum(r.sent_tokens)
    then ${toRate(sql`sum(r.sent_cents)`, sql`sum(r.requests)`)} end`;
  const rates = {
    cost_per_million_tokens: known.includes("tokens") ? perMillion : unknown,
    cost_per_request: known.includes("requests") ? perRequest : unknown,
  };
  if (known.length === 0) return { ...costPivot, rates };
  const currency = currencies[0] ?? usd;
  return {
    ...costPivot,
    rates,
    toFacts: (needed, range) => toFacts(actor, { needed, range, known, currency }),
    // Only groups with cost are in the file.
    having: sql`count(r.cents) > 0`,
  };
}

/** What is counted by everything that the file groups and filters by. */
async function listKnown(query: Query): Promise<Counted[]> {
  const names = [...query.groups, ...Object.keys(query.filter ?? {})].filter(
    (name) => name !== "day" && name !== "currency",
  );
  const isOf = (dimensions: readonly string[]) =>
    names.every((name) =>
      dimensions.some((one) => toDeclared(name) === one || listExportsOf(costDimension, one).includes(name)),
    );
  const [tokens, requests] = await Promise.all([
    isOf(ofTokens) && hasTokens(query),
    isOf(ofRequests) && hasRequests(query),
  ]);
  return [...(tokens ? ["tokens" as const] : []), ...(requests ? ["requests" as const] : [])];
}

type Asked = { needed: readonly string[]; range: DayRange; known: readonly Counted[]; currency: Currency };

/** Rows of cost with nothing counted, and rows of what is counted without cost. */
function toFacts(actor: Actor, asked: Asked): SQL {
  const { needed, range, known } = asked;
  const columns = shared.filter((name) => name === "model" || needed.includes(name));
  const own = sql`select own.day, own.workspace_id, ${toNames(columns, "own")}, own.currency, own.cents, ${toCounts({})}
    from (${costPivot.toFacts(needed, range)}) own`;
  return sql.join(
    [
      own,
      ...(known.includes("tokens") ? [toTokens(actor, asked, columns)] : []),
      ...(known.includes("requests") ? toRequests(actor, asked, columns) : []),
    ],
    sql` union all `,
  );
}

function toTokens(actor: Actor, asked: Asked, columns: readonly string[]): SQL {
  const counted = toCounts({ tokens: tokensOfRow });
  return sql`${toUsage(actor, { ...asked, report: "usage", columns, counted })}
    and coalesce(r.service_tier, '') <> 'priority'`;
}

function toRequests(actor: Actor, asked: Asked, columns: readonly string[]): SQL[] {
  const { range, currency } = asked;
  const counted = toCounts({
    requests: sql`r.requests`,
    counted_tokens: sql`r.counted_tokens`,
    sent_tokens: tokensOfRow,
  });
  const periods = listRollupPeriods(range, toGrain(asked));
  return [
    toUsage(actor, { ...asked, report: "actor-usage", columns, counted }),
    sql`select r.starts_on, coalesce(r.workspace_id, ${noKey}), ${toNames(columns, "r")}, r.currency, null,
      ${toCounts({ sent_cents: sql`r.cents` })}
      from ${actorCosts} as r where ${isInRollupPeriods(periods)} and ${isInCurrency(currency)}`,
  ];
}

type OfUsage = Asked & { report: UsageFacts; columns: readonly string[]; counted: SQL };

function toUsage(actor: Actor, asked: OfUsage): SQL {
  const { range, report, columns, counted, currency, needed } = asked;
  const facts = fromUsage(actor, {
    ...range,
    report,
    needs: [
      "workspace",
      ...shared.filter((name) => columns.includes(name) || needed.includes(name)),
      ...(report === "usage" ? ["service_tier" as const] : []),
    ],
    filter: {},
    granularity: toGrain(asked),
    isHourly: false,
    isMasked: false,
  });
  return sql`select r.starts_on, r.workspace_id, ${toNames(columns, "r")}, ${currency}::text, null, ${counted} ${facts}`;
}

/** Without days, complete months and weeks are used. */
function toGrain({ needed }: Asked): "day" | "month" {
  return needed.includes("day") ? "day" : "month";
}

function toNames(columns: readonly string[], from: string): SQL {
  return list(columns.map((name) => sql`${sql.identifier(from)}.${sql.identifier(name)}`));
}

function toCounts(counted: Partial<Record<(typeof counts)[number], SQL>>): SQL {
  return list(counts.map((name) => sql`${counted[name] ?? sql`null::numeric`} as ${sql.identifier(name)}`));
}
