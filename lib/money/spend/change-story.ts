import "server-only";
import { countDays, type DayRange } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import { splitByDays, toDifference } from "@/lib/core/money/money-math";
import { getActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { findDrivers } from "./change-drivers";
import type { Given } from "./change-facts";
import type { ChangeStory } from "./change-schema";
import { findSpan } from "./change-span";
import { sumByDay } from "./days";
import { getEffects } from "./effects";

/** Periods that differ by more days aren't compared day by day. */
const maxDaysApart = 3;

/** Where a difference comes from: days, keys or workspaces, and volume, mix, and price. */
export async function tellChange(
  given: Given,
  { beforeCents, afterCents, hasOneCurrency }: Total,
): Promise<ChangeStory | null> {
  if (toDifference(beforeCents, afterCents) === "0") return null;
  const days = { before: countDays(given.before), after: countDays(given.after) };
  const { rest } = splitByDays(beforeCents, afterCents, days);
  const [span, keySource, effects] = await Promise.all([
    findSpanOf(given),
    findKeySource(given),
    hasOneCurrency ? findEffects(given) : null,
  ]);
  const asked = span
    ? { span: { from: span.from, to: span.to }, differenceCents: span.differenceCents }
    : { span: given.after, differenceCents: rest };
  return { span, effects, ...(await findDrivers({ ...given, ...asked, keySource })) };
}

/** With more than one currency, tokens would be divided among them. */
type Total = { beforeCents: string; afterCents: string; hasOneCurrency: boolean };

async function findSpanOf({ actor, currency, after, before }: Given): Promise<ChangeStory["span"]> {
  if (Math.abs(countDays(after) - countDays(before)) > maxDaysApart) return null;
  const [later, earlier] = await Promise.all([
    sumByDay(actor, currency, after),
    sumByDay(actor, currency, before),
  ]);
  return findSpan(new Map([...earlier, ...later]), { after, before });
}

async function findKeySource({ after, before }: Given): Promise<"reported" | "estimated" | null> {
  const isReported = (await getActorCostCapability())?.isGranted ?? false;
  const loading = await findLoading(toNeeded(isReported ? "actor-cost" : "usage", [after, before]));
  return loading ? null : isReported ? "reported" : "estimated";
}

async function findEffects(given: Given): Promise<ChangeStory["effects"]> {
  const loading = await findLoading(toNeeded("usage", [given.after, given.before]));
  return loading ? null : getEffects(given);
}

function toNeeded(report: "actor-cost" | "usage", ranges: readonly DayRange[]) {
  return ranges.map((range) => ({ report, ...range }));
}
