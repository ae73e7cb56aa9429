import "server-only";
import { sql } from "drizzle-orm";
import { maxScoreDays, scoreDays } from "@/lib/core/marks/vocabulary";

/**
 * The four factors of a hit `h`, of which the score is the product. Money adds half of a factor for each power of ten
 * of US dollars in 30 days; amounts stay exact decimals.
 */
export const factors = {
  reach: sql`h.reach::numeric`,
  idleness: sql`(1 + least(greatest(coalesce(h.idle_days, 0), 0), ${maxScoreDays}::int)::numeric / ${scoreDays}::int)`,
  money: sql`(1 + log(1 + greatest(coalesce(h.cents, 0), 0) / 100) / 2)`,
  age: sql`(1 + least(greatest((now() at time zone 'UTC')::date - (h.since at time zone 'UTC')::date, 0), ${maxScoreDays}::int)::numeric / ${scoreDays}::int)`,
};

export const score = sql`round(${factors.reach} * ${factors.idleness} * ${factors.money} * ${factors.age}, 1)`;
