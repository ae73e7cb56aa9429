import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import {
  usageCallerRollups,
  usageHours,
  usageRollups,
  usageRows,
  usageTierRollups,
} from "@/lib/db/report-tables";
import { list } from "./part-sums";
import { isInPieces, toPieces } from "./pieces";
import { home, isInFilter, isInScope, workspaceKey } from "./scope";
import { addDays, type DayRange, type Filter, type Granularity } from "./search-params";
import { noKey, type TokenKind, tokenKinds, type UsageDimension } from "./vocabulary";

/** The value of each dimension of row `r` as a text that is never null. */
export const usageKeys: Record<UsageDimension, SQL> = {
  workspace: workspaceKey,
  model: sql`coalesce(r.model, ${noKey})`,
  key: sql`coalesce(r.api_key_id, ${noKey})`,
  service_tier: sql`coalesce(r.service_tier, ${noKey})`,
  context_window: sql`coalesce(r.context_window, ${noKey})`,
  inference_geo: sql`coalesce(r.inference_geo, ${noKey})`,
};

/** By the columns of every table of usage. */
const columns: Record<TokenKind, string> = {
  uncached_input: "uncached_input_tokens",
  cache_read: "cache_read_input_tokens",
  cache_write_5m: "cache_creation_5m_input_tokens",
  cache_write_1h: "cache_creation_1h_input_tokens",
  output: "output_tokens",
};
export const usageMeasures = [...tokenKinds, "web_search"] as const;

/** The sums of rows `r` by kind; kinds that do not count are nothing, so that everything sums without them. */
export function sumKinds(kinds: readonly TokenKind[]): SQL {
  return list([
    ...tokenKinds.map((kind) => {
      const counts = kinds.length === 0 || kinds.includes(kind);
      const sum = counts ? sql`sum(r.${sql.identifier(columns[kind])})` : sql`0::numeric`;
      return sql`${sum} as ${sql.identifier(kind)}`;
    }),
    sql`sum(r.web_search_requests) as web_search`,
  ]);
}

export const allTokens = sql`(${sql.join(
  tokenKinds.map((kind) => sql.identifier(kind)),
  sql` + `,
)})`;

type Asked = DayRange & {
  granularity: Granularity;
  /** What must be told beside what the filter asks for. */
  needs: readonly UsageDimension[];
  filter: Filter<UsageDimension>;
  isHourly: boolean;
};

/** `from … where …` of the coarsest sums, called `r`, that can tell what is asked; of the rows where none can. */
export function fromUsage(actor: Actor, asked: Asked): SQL {
  const rollups = asked.isHourly ? null : toRollups(actor, asked);
  const grain = rollups === null || asked.granularity === "hour" ? "day" : asked.granularity;
  // Weeks have no sums of their own: they are few days.
  const pieces = toPieces(asked, grain === "week" ? "day" : grain);
  return sql`from ${rollups ?? (asked.isHourly ? toHours(asked) : rowsByDay)} r cross join ${home}
    where ${isInPieces(pieces)} and ${isInScope(actor)} and ${isInFilter(asked.filter, usageKeys)}`;
}

const rowsByDay = sql`(select 'day' as grain, day as starts_on, * from ${usageRows})`;

/** The bounds stand here as instants too, so that the index on them is used. */
function toHours({ from, to }: DayRange): SQL {
  return sql`(select 'day' as grain, (starts_at at time zone 'UTC')::date as starts_on, * from ${usageHours}
    where starts_at >= ${`${from}T00:00:00Z`}::timestamptz and starts_at < ${`${addDays(to, 1)}T00:00:00Z`}::timestamptz)`;
}

/** Who does not see everything is narrowed by workspace, whatever they ask for. */
function toRollups({ workspaceIds }: Actor, { needs, filter }: Asked): SQL | null {
  const needed = [...needs, ...Object.keys(filter), ...(workspaceIds ? ["workspace"] : [])];
  const hasOnly = (...names: string[]) => needed.every((name) => names.includes(name));
  const ofAxes = (axes: string) => sql`(select * from ${usageTierRollups} where axes = ${axes})`;
  if (hasOnly("workspace") && needed.length > 0) return ofAxes("workspace");
  if (hasOnly("workspace", "model") && needed.includes("workspace")) return sql`${usageRollups}`;
  if (hasOnly("workspace", "key") && needed.includes("key")) return sql`${usageCallerRollups}`;
  if (needed.includes("key")) return null;
  return ofAxes(needed.includes("workspace") ? "workspace_item" : "item");
}
