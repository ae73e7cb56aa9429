import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { countDays, toPeriodEnd } from "@/lib/core/format/calendar";
import type { Successor } from "@/lib/core/settings/schema";
import { batchFactor } from "@/lib/core/settings/successors";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { prices, toCost, toTokens } from "./opportunities-sql";
import { minSimilarKeys, minTokens } from "./vocabulary";

/* Each table has kind, id, workspace, low, high, tokens, paid, read, usual_read, detail. */
const noShares = sql`null::numeric as read, null::numeric as usual_read`;
const paid = toCost((name) => `used.${name}`, "used");

/**
 * Keys whose input costs more per token than that of similar keys, which read more of theirs from the cache: those with
 * the same model, context window, and share of output. The median of them is the least to reach, the best quarter the most.
 */
export const cachingAdvice: SQL = sql`
  cached as (
    select id, min(workspace) as workspace, model, context, sum(${toTokens("used", "input")}) as input,
      sum(cache_read_input_tokens) as read, sum(${toCost((name) => `used.usual_${name}`, "used", "input")}) as paid,
      case when sum(output_tokens) * 20 < sum(${toTokens("used", "input")}) then 1
        when sum(output_tokens) * 5 < sum(${toTokens("used", "input")}) then 2 else 3 end as shape
    from used where tier = 'standard' group by id, model, context having sum(${toTokens("used", "input")}) >= ${minTokens}
  ), peers as (
    select model, context, shape, percentile_disc(0.5) within group (order by paid / input) as median,
      percentile_disc(0.25) within group (order by paid / input) as best,
      percentile_disc(0.5) within group (order by read / input) as share
    from cached where paid is not null group by model, context, shape having count(*) > ${minSimilarKeys}
  ), caching as (
    select 'caching' as kind, id, min(workspace) as workspace, sum(paid - input * median) as low, sum(paid - input * best) as high,
      sum(input) as tokens, sum(paid) as paid, sum(read) as read, round(sum(input * share)) as usual_read, null::text as detail
    from cached join peers using (model, context, shape) where paid / input > median and read / input < share group by id
  )`;

const regularShare = "0.8";
const provenShare = "0.1";
const fewReads = "0.3";

/**
 * Keys that are used on most days and either send batches already or hardly read from the cache, as jobs do that no one
 * waits for. Only the former are certain.
 */
export function toBatchingAdvice(month: string): SQL {
  const days = countDays({ from: month, to: toPeriodEnd(month, "month") });
  const ofTier = (tier: string, value: SQL) => sql`coalesce(sum(${value}) filter (where tier = ${tier}), 0)`;
  const saved = toCost(
    (name) => `used.${name} - coalesce(batch.${name}, used.${name} * ${batchFactor})`,
    "used",
  );
  return sql`
    batch as (select model, context, ${list(prices.map(sql.raw))} from price where tier = 'batch'),
    jobs as (
      select *, batched >= (batched + waiting) * ${provenShare}::numeric as is_proven from (
        select id, ${ofTier("batch", toTokens("used"))} as batched, ${ofTier("standard", toTokens("used"))} as waiting,
          ${ofTier("standard", sql`cache_read_input_tokens`)} as read, ${ofTier("standard", toTokens("used", "input"))} as input
        from used where not is_claude_code and active_days >= ${days} * ${regularShare}::numeric group by id) regular
      where waiting >= ${minTokens}
    ), batching as (
      select 'batching' as kind, id, min(workspace) as workspace, sum(case when is_proven then saved else 0 end) as low,
        sum(saved) as high, sum(tokens) as tokens, sum(paid) as paid, ${noShares}, null::text as detail
      from (select used.id, workspace, is_proven, ${toTokens("used")} as tokens, ${paid} as paid, ${saved} as saved
        from used join jobs using (id) left join batch using (model, context)
        where tier = 'standard' and (is_proven or jobs.read < jobs.input * ${fewReads}::numeric)) jobs
      group by id
    )`;
}

/** How many tokens more the successor may count for the same text, which makes the lower bound: see the built-in table. */
const moreTokens = "1.3";

/** At the successor's observed price, else at the ratio of the list prices, which keeps a discount. */
export function toSuccessorAdvice(successors: readonly Successor[]): SQL {
  const toLater = (name: string) => {
    const side = name === "output" ? "Output" : "Input";
    return `coalesce(later.${name}, used.${name} * s."successor${side}Price" / s."${side.toLowerCase()}Price")`;
  };
  return sql`
    successors as (select * from json_to_recordset(${JSON.stringify(successors)}::text::json) as t("model" text, "successor" text,
      "inputPrice" numeric, "outputPrice" numeric, "successorInputPrice" numeric, "successorOutputPrice" numeric)),
    successor as (
      select 'successor' as kind, id, min(workspace) as workspace, greatest(sum(low), 0) as low, sum(high) as high,
        sum(tokens) as tokens, sum(paid) as paid, ${noShares}, string_agg(distinct change, E'\n') as detail
      from (select used.id, used.workspace, used.model || E'\t' || s.successor as change, ${toTokens("used")} as tokens, ${paid} as paid,
          ${toCost((name) => `used.${name} - ${toLater(name)}`, "used")} as high,
          ${toCost((name) => `used.${name} - ${moreTokens} * ${toLater(name)}`, "used")} as low
        from used join successors s on ${isModel(sql`used.model`, sql`s.model`)} and s."inputPrice" > 0 and s."outputPrice" > 0
          left join price later on (later.tier, later.context) = (used.tier, used.context) and ${isModel(sql`later.model`, sql`s.successor`)}
      ) moves where high > 0 group by id having sum(tokens) >= ${minTokens}
    )`;
}

/** Whether a model has this name, or this name and a date. */
function isModel(model: SQL, name: SQL): SQL {
  return sql`(${model} = ${name} or length(${model}) = length(${name}) + 9 and left(${model}, -8) = ${name} || '-' and right(${model}, 8) ~ '^\\d{8}$')`;
}
