import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import {
  claudeCodeActorRollups,
  claudeCodeModelRollups,
  claudeCodeRollups,
  claudeCodeRows,
  claudeCodeToolRollups,
} from "@/lib/core/db/claude-code-tables";
import { apiKeys } from "@/lib/core/db/directory-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import { list } from "@/lib/money/reports/query/breakdown-query";
import type { Grain } from "@/lib/money/reports/search-params";
import { placeColumns } from "./dimensions";
import { toMaskedParts, toMaskedRows } from "./fold";

/** What one reader may see, by `grain` and `starts_on`. */
export type ClaudeCodeFacts = {
  work: SQL;
  /** Sums without places, which are far fewer rows if nothing filters by them. */
  actors: SQL;
  models: SQL;
  tools: SQL;
  widest: Grain;
  who: SQL;
  isMasked: boolean;
};

/** While names are masked, covers only `range` and contains neither people nor small groups. */
export async function toShownFacts(actor: Actor, range: DayRange): Promise<ClaudeCodeFacts> {
  return (await getSetting("mask_names")) ? toMaskedFacts(toRowsOf(actor), range) : toFacts(actor);
}

export async function toShownRows(actor: Actor, range: DayRange): Promise<SQL> {
  const rows = toRowsOf(actor);
  return (await getSetting("mask_names")) ? toMaskedRows(rows, range) : rows;
}

export function toRowsOf(actor: Actor): SQL {
  return visibleTo(actor).isAll ? sql`${claudeCodeRows}` : toTeamRows(actor);
}

export function toFacts(actor: Actor): ClaudeCodeFacts {
  if (!visibleTo(actor).isAll) return toTeamFacts(actor);
  return {
    ...open,
    work: sql`${claudeCodeRollups}`,
    actors: sql`${claudeCodeActorRollups}`,
    models: sql`${claudeCodeModelRollups}`,
    tools: sql`${claudeCodeToolRollups}`,
    widest: "month",
  };
}

const open = { who: sql`r.actor`, isMasked: false };

function toMaskedFacts(rows: SQL, range: DayRange): ClaudeCodeFacts {
  const work = toMaskedRows(rows, range);
  const tokens = [
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_creation_tokens",
    "estimated_cents",
  ];
  return {
    work,
    actors: work,
    models: toMaskedParts(work, {
      name: "model",
      parts: sql`(select used.model as item, used."inputTokens" as input_tokens, used."outputTokens" as output_tokens,
        used."cacheReadTokens" as cache_read_tokens, used."cacheCreationTokens" as cache_creation_tokens,
        used."estimatedCents" as estimated_cents from ${usedModels("r")})`,
      measures: list(tokens.map((name) => sql`f.${sql.identifier(name)}`)),
    }),
    tools: toMaskedParts(work, {
      name: "tool",
      parts: sql`(select taken.key as item, (taken.value->>'accepted')::bigint as accepted,
          (taken.value->>'rejected')::bigint as rejected
        from jsonb_each(r.tool_actions) as taken
        where (taken.value->>'accepted')::bigint + (taken.value->>'rejected')::bigint > 0)`,
      measures: sql`f.accepted, f.rejected`,
    }),
    widest: "day",
    who: sql`r.counted`,
    isMasked: true,
  };
}

const usedModels = (
  rows: string,
) => sql`jsonb_to_recordset(${sql.identifier(rows)}.models) as used("model" text,
  "inputTokens" bigint, "outputTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint, "estimatedCents" numeric)`;

function toTeamFacts(actor: Actor): ClaudeCodeFacts {
  const rows = toTeamRows(actor);
  const shared = sql.raw("'day' as grain, day as starts_on");
  const axes = sql.raw(["actor_type", "actor", ...placeColumns].join(", "));
  const work = sql`(select ${shared}, * from ${rows} as rows)`;
  return {
    ...open,
    work,
    actors: work,
    models: sql`(select ${shared}, ${axes}, used.model,
        used."inputTokens" as input_tokens, used."outputTokens" as output_tokens,
        used."cacheReadTokens" as cache_read_tokens, used."cacheCreationTokens" as cache_creation_tokens,
        used."estimatedCents" as estimated_cents
      from ${rows} as rows cross join ${usedModels("rows")})`,
    tools: sql`(select ${shared}, ${axes}, taken.key as tool,
        (taken.value->>'accepted')::bigint as accepted, (taken.value->>'rejected')::bigint as rejected
      from ${rows} as rows cross join jsonb_each(rows.tool_actions) as taken)`,
    widest: "day",
  };
}

/**
 * The report has no workspaces: a lead sees people on days when they were in one of theirs, and keys whose name only
 * theirs have, because the report has only names.
 */
function toTeamRows(actor: Actor): SQL {
  const { teamDays: team, inWorkspace } = visibleTo(actor);
  const isTheirs = sql`coalesce(${inWorkspace(sql`k.workspace_id`)}, false)`;
  return sql`(select r.* from ${claudeCodeRows} r
      where r.actor_type = 'user_actor' and lower(r.actor) in (select email from ${team} team)
        and exists (select 1 from ${team} team where team.email = lower(r.actor) and r.day between team.since and team.until)
    union all select r.* from ${claudeCodeRows} r
      where r.actor_type = 'api_actor' and lower(r.actor) in (select lower(k.name) from ${apiKeys} k
          group by k.name having bool_and(${isTheirs}))
        and r.actor in (select k.name from ${apiKeys} k group by k.name having bool_and(${isTheirs})))`;
}
