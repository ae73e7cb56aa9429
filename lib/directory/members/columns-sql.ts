import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { members } from "@/lib/core/db/directory-tables";
import { toExactIso, toIso } from "@/lib/core/db/instants";
import { unitOfRow } from "@/lib/core/db/other-cents";
import { unicode } from "@/lib/core/organization/collation";
import type { Cell } from "@/lib/core/sheets/cells-sql";
import {
  keyCount,
  type Measure,
  type Scope,
  toEstimate,
  toLastActive,
  toOtherEstimates,
  toSessions,
  toSpend,
  workspaceCount,
  workspaceOrder,
} from "./metrics-sql";
import type { MemberRow } from "./schema";
import type { MemberColumn } from "./vocabulary";

type ColumnSql = {
  order: SQL;
  /** What the order and the row are measured by. */
  needs?: readonly Measure[];
  row?: Partial<Record<keyof MemberRow, SQL>>;
  file?: Record<string, Cell>;
  /** What files got later stands at their end, because their readers may count columns. */
  fileEnd?: Record<string, Cell>;
  /** What the file is measured by besides. */
  fileNeeds?: readonly Measure[];
};

/** All that each column of the list is to the database. */
export function toColumns(scope: Scope): Record<MemberColumn, ColumnSql> {
  return { ...listed, ...counted, ...toMeasured(scope) };
}

const listed = {
  email: {
    order: sql`${members.email} ${unicode}`,
    row: { email: sql`${members.email}` },
    file: { email: sql`${members.email}` },
  },
  name: {
    order: sql`coalesce(nullif(${members.name}, ''), ${members.email}) ${unicode}`,
    row: { name: sql`${members.name}` },
    file: { name: sql`${members.name}` },
  },
  role: {
    order: sql`${members.role}`,
    row: { role: sql`${members.role}` },
    file: { role: sql`${members.role}` },
  },
  added: {
    order: sql`${members.addedAt}`,
    row: { addedAt: toIso(members.addedAt) },
    file: { added_at: toExactIso(members.addedAt) },
  },
  left: {
    order: sql`${members.goneAt}`,
    row: { goneAt: toIso(members.goneAt) },
    fileEnd: { left_at: toExactIso(members.goneAt) },
  },
} satisfies Partial<Record<MemberColumn, ColumnSql>>;

const counted = {
  workspaces: {
    order: workspaceOrder,
    needs: ["placed"],
    row: { workspaceCount },
    file: { workspaces: sql`named.workspaces`, workspace_count: { number: workspaceCount } },
    fileNeeds: ["named"],
  },
  keys: {
    order: keyCount,
    needs: ["made"],
    row: { keyCount },
    file: { keys_made: { number: keyCount } },
  },
} satisfies Partial<Record<MemberColumn, ColumnSql>>;

/** Over the last 30 days. */
function toMeasured(scope: Scope) {
  const { needs, cents, others } = toSpend(scope);
  const source = sql`case when ${cents} is not null then ${scope.isCostReported ? "reported" : "claude_code"}::text end`;
  return {
    spend: {
      order: cents,
      needs,
      row: {
        spend: sql`jsonb_build_object('cents', trim_scale(${cents})::text, 'otherCents', ${others}, 'source', ${source})`,
      },
      file: { spend_30d_usd: { number: sql`trim_scale(${cents} / 100)` }, spend_30d_source: source },
      fileEnd: { spend_30d_other_currencies: toAmounts(others) },
    },
    claudeCode: {
      order: toSessions(scope),
      needs: ["person"],
      row: { claudeCodeSessions: sql`${toSessions(scope)}::float8` },
      file: {
        claude_code_sessions_30d: { number: toSessions(scope) },
        claude_code_estimated_cost_30d_usd: { number: sql`trim_scale(${toEstimate(scope)} / 100)` },
      },
      fileEnd: { claude_code_estimated_cost_30d_other_currencies: toAmounts(toOtherEstimates(scope)) },
    },
    active: {
      // Someone never seen comes before all others, so that the least recently active ones begin with them.
      order: sql`coalesce(${toLastActive(scope)}, '-infinity'::date)`,
      needs: ["person", "used"],
      row: { lastActiveOn: sql`${toLastActive(scope)}::text` },
      file: { last_active_on: sql`${toLastActive(scope)}::text` },
    },
  } satisfies Partial<Record<MemberColumn, ColumnSql>>;
}

/** Such as "EUR 1.5; JPY 20": one row per person, whatever the number of currencies. */
function toAmounts(others: SQL): SQL {
  return sql`(select string_agg(r.currency || ' ' || trim_scale(r.cents * ${unitOfRow})::text, '; ' order by r.currency)
    from (select other.key as currency, other.value::numeric as cents from jsonb_each_text(${others}) as other) as r)`;
}
