import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { getOauthToken } from "@/lib/core/admin-api/key";
import type { Permit } from "@/lib/core/auth/permit";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, serviceAccounts, workspaces } from "@/lib/core/db/directory-tables";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { toWindow } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import { toCurrentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getReading } from "./mirror";
import { type ServiceAccountsPage, serviceAccountsPage } from "./schema";
import type { Naming } from "./vocabulary";

type By = Permit<"keys:read">;

/** From keys, costs, and the API; a lead sees only their own. */
export async function listServiceAccounts(by: By): Promise<ServiceAccountsPage> {
  const { from, to } = toWindow();
  const isReported = await isCostReported();
  const [rows, reading, loading] = await Promise.all([
    readRows(by, { from, to }, isReported),
    getReading(),
    findLoading([{ report: isReported ? "actor-cost" : "usage", from, to }]),
  ]);
  return serviceAccountsPage.parse({
    rows: rows.map(({ costs, ...row }) => ({ ...row, costs: loading ? null : costs })),
    naming: await toNaming(reading),
    namedAt: reading?.workedAt?.toISOString() ?? null,
    isEstimate: !isReported,
    loading,
  });
}

async function toNaming(reading: Awaited<ReturnType<typeof getReading>>): Promise<Naming> {
  const hasToken = await getOauthToken().then(
    (token) => token !== null,
    () => true,
  );
  if (!hasToken) return "absent";
  if (!reading) return "waiting";
  if (reading.isGranted) return "named";
  return ["key_rejected", "refused", "not_found"].includes(reading.errorCode ?? "") ? "refused" : "failed";
}

async function isCostReported(): Promise<boolean> {
  const db = await database();
  return (await db.$count(keyCapabilities, sql`power = 'analytics_cost' and is_granted`)) > 0;
}

type Row = {
  id: string;
  name: string | null;
  description: string | null;
  archivedAt: string | null;
  workspaces: unknown;
  keys: unknown;
  costs: unknown;
};
type Days = { from: string; to: string };

async function readRows({ actor }: By, days: Days, isReported: boolean): Promise<Row[]> {
  const { isAll, inWorkspace } = visibleTo(actor);
  const db = await database();
  const { rows } = await db.execute<Row>(sql`
    with owned as (
      select distinct k.id, k.name, ${toCurrentStatus(sql`k`)} as status, k.workspace_id, owner.id as account
      from ${apiKeys} k cross join lateral (values
        (case when k.principal_kind = 'service_account' then k.principal_id end),
        (case when k.created_by_type = 'service_account' then k.created_by_id end)) as owner (id)
      where k.gone_at is null and owner.id is not null and ${inWorkspace(sql`k.workspace_id`)}
    ), placed as (
      select a.id as account, place.id as workspace_id, place.role
      from ${serviceAccounts} a cross join lateral jsonb_to_recordset(a.workspaces) as place (id text, role text)
      where a.gone_at is null and ${inWorkspace(sql`place.id`)}
      union select account, workspace_id, null from owned where workspace_id is not null
    ), charged as (${isReported ? toReported(days, inWorkspace) : estimated}),
    seen as (
      select account from owned union select account from placed union select account from charged
      ${isAll ? sql`union select id from ${serviceAccounts} where gone_at is null` : sql``}
    )
    select seen.account as id, a.name, a.description, to_char(a.archived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "archivedAt",
      coalesce((select json_agg(json_build_object('id', p.workspace_id, 'name', w.name, 'role', p.role) order by w.name, p.workspace_id)
        from (select workspace_id, max(role) as role from placed where account = seen.account group by 1) p
        left join ${workspaces} w on w.id = p.workspace_id), '[]') as workspaces,
      coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name, 'status', o.status) order by o.name, o.id)
        from owned o where o.account = seen.account), '[]') as keys,
      (select json_agg(json_build_object('currency', c.currency, 'cents', trim_scale(c.cents)::text) order by c.currency)
        from charged c where c.account = seen.account) as costs
    from seen left join ${serviceAccounts} a on a.id = seen.account and a.gone_at is null
    order by a.archived_at is not null, a.name nulls last, seen.account`);
  return rows;
}

function toReported({ from, to }: Days, inWorkspace: (id: SQL) => SQL): SQL {
  return sql`select actor_id as account, currency, sum(cents) as cents from ${actorCostRows}
    where actor_kind = 'service_account' and actor_id is not null and day between ${from}::date and ${to}::date
      and ${inWorkspace(sql`workspace_id`)} group by 1, 2`;
}

/** From keys only: usage without a key can't be estimated. */
const estimated = sql`select o.account, cost.currency, sum(cost.cents) as cents
  from (select distinct id, account from owned) o join ${apiKeyUsage} u on u.api_key_id = o.id
  cross join lateral (
    select 'USD' as currency, u.cents_30d as cents where u.cents_30d is not null
    union all select key, value::numeric from jsonb_each_text(coalesce(u.other_cents_30d, '{}'))
  ) cost group by 1, 2`;
