import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { apiKeys, members } from "@/lib/core/db/directory-tables";
import type { Currency } from "@/lib/core/money/money";
import { isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { home } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { actorCosts } from "@/lib/money/reports/query/actor-costs";
import { estimatesIn, isInCurrency } from "@/lib/money/reports/query/currencies";
import { isInRange } from "@/lib/money/reports/query/rollup-periods";
import { claudeCodeKeys, noKey } from "@/lib/money/reports/vocabulary";
import type { Amounts } from "./print-actors";
import type { ActorsQuery } from "./search-params";

type Part = { key: string; cents: string };
type Row = {
  id: string;
  name: string | null;
  email: string | null;
  cents: string;
  list_cents: string | null;
};
export type Found = {
  total: number;
  rows: (Row & { products: Part[] | null; models: Part[] | null })[] | null;
  /** The amounts of all rows, in the order of the pages. */
  amounts: Amounts | null;
  sum: string;
  list_sum: string | null;
  is_discounted: boolean;
  products: number;
  models: number;
};

type InCurrency = ActorsQuery & { currency: Currency; pageSize: number };
export const nothing: Found = {
  total: 0,
  rows: [],
  amounts: [],
  sum: "0",
  list_sum: null,
  is_discounted: false,
  products: 0,
  models: 0,
};

export async function sumActors(actor: Actor, query: InCurrency, isReported: boolean): Promise<Found> {
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    with facts as materialized (${isReported ? toReported(actor, query) : toEstimated(actor, query)}),
    found as (select id, max(email) as email, sum(cents) as cents, sum(list_cents) as list_cents from facts group by id),
    page as (select * from found order by cents desc, id limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}),
    shown as materialized (select * from facts where id in (select id from page))
    select (select count(*)::int from found) as total,
      (select json_agg(json_build_array(trim_scale(cents)::text, trim_scale(list_cents)::text) order by cents desc, id)
        from found) as amounts,
      (select trim_scale(coalesce(sum(cents), 0))::text from found) as sum,
      (select trim_scale(sum(list_cents))::text from found) as list_sum,
      (select coalesce(bool_or(cents <> list_cents), false) from facts) as is_discounted,
      (select count(distinct product)::int from facts) as products,
      (select count(distinct model)::int from facts) as models,
      (select json_agg(json_build_object('id', id, 'name', ${toName(query)}, 'email', email,
        'cents', trim_scale(cents)::text, 'list_cents', trim_scale(list_cents)::text,
        'products', ${toParts(sql`product`)}, 'models', ${toParts(sql`model`)}) order by cents desc, id) from page) as rows`);
  return rows[0] ?? nothing;
}

function toParts(column: SQL): SQL {
  return sql`(select json_agg(json_build_object('key', key, 'cents', trim_scale(cents)::text) order by cents desc, key)
    from (select ${column} as key, sum(cents) as cents from shown
      where shown.id = page.id and ${column} is not null group by 1) part)`;
}

function toReported(actor: Actor, { kind, from, to, currency }: InCurrency): SQL {
  const who = kind === "key" ? toKey(sql`r.api_key_id`) : sql`coalesce(r.actor_email, r.actor_id)`;
  const isKind = kind === "key" ? sql`r.api_key_id is not null` : sql`r.actor_kind = 'user'`;
  // Several people may use one key, and masked names stay hidden.
  const email = kind === "key" ? sql`null::text` : sql`max(r.actor_email)`;
  const { isAll, reportRows, isTeamDay } = visibleTo(actor);
  // Which people belong to a lead's team is decided for each day.
  const isByDay = kind === "person" && !isAll;
  const grain = isByDay ? "day" : "month";
  return sql`select ${who} as id, ${email} as email, coalesce(r.product, ${noKey}) as product,
      coalesce(r.model, ${noKey}) as model, sum(r.cents) as cents, sum(r.list_cents) as list_cents
    from ${actorCosts} r cross join ${home}
    where ${isInRange({ from, to }, grain, "actor-cost-periods")} and ${isKind} and ${who} is not null
      and ${isInCurrency(currency)} and ${reportRows}
      and ${isByDay ? isTeamDay(sql`r.actor_id`, sql`r.starts_on`) : sql`true`} group by 1, 3, 4`;
}

function toEstimated(actor: Actor, { from, to, currency }: InCurrency): SQL {
  return sql`select ${toKey(sql`k.api_key_id`)} as id, null::text as email, null::text as product, null::text as model,
      sum(k.cents) as cents, null::numeric as list_cents
    from ${estimatesIn(currency)} k left join ${apiKeys} r on r.id = k.api_key_id cross join ${home}
    where k.day between ${from}::date and ${to}::date and ${visibleTo(actor).reportRows} group by 1`;
}

export function toKey(id: SQL): SQL {
  return sql`case when ${isShownByItself(id)} then ${id} else ${claudeCodeKeys} end`;
}

/** Someone who left and returned has two entries; this uses the current one. */
function toName({ kind }: ActorsQuery): SQL {
  if (kind === "key") return sql`(select k.name from ${apiKeys} k where k.id = page.id)`;
  return sql`(select nullif(m.name, '') from ${members} m where lower(m.email) = page.email
    order by m.gone_at desc nulls first limit 1)`;
}
