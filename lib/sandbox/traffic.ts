import "server-only";
import { dayMs } from "./clock";
import { getTariff, type Tariff } from "./prices";
import { generations, type Habits, habits, hasInferenceGeo, type Model } from "./profiles";
import { hash, toRatio } from "./random";
import type { Source } from "./sources";
import type { Timeline } from "./timeline";

export const measures = [
  "uncached",
  "cacheRead",
  "write5m",
  "write1h",
  "output",
  "searches",
  "requests",
  "codeSeconds",
  "sessionSeconds",
] as const;
export type Measure = (typeof measures)[number];
export type Quantities = Record<Measure, number>;

export type Line = { source: Source; tariff: Tariff; quantities: Quantities };

export function listDayLines(source: Source, day: number, timeline: Timeline): Line[] {
  const habit = habits[source.load.profile];
  const level = source.load.kilotokens * 1000 * toLevel(source, habit, day, timeline);
  if (level === 0) return [];
  return listShares(source, habit, day, timeline)
    .map(({ tariff, share }, index) => ({
      source,
      tariff,
      quantities: toQuantities(Math.round(level * share), habit, tariff, hash(source.salt, day, index)),
    }))
    .filter((line) => line.quantities.uncached > 0);
}

function toLevel(source: Source, habit: Habits, day: number, timeline: Timeline): number {
  const weekday = new Date(day * dayMs).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const rhythm = isWeekend ? (habit.isOfficeHours ? 0.07 : 0.58) : 1 + (weekday === 2 ? 0.08 : 0);
  const growth = 1.0013 ** (day - timeline.anchorDay);
  const noise = 0.74 + 0.52 * toRatio(source.salt, day);
  const isSpike = source.load.profile === "batch" && day >= timeline.spikeDay && day < timeline.spikeDay + 2;
  const isAbsent = habit.isOfficeHours && toRatio(source.salt, day, 7) < toAbsence(source, isWeekend);
  return isAbsent ? 0 : rhythm * growth * noise * (isSpike ? 9 : 1);
}

function toAbsence({ load: { way } }: Source, isWeekend: boolean): number {
  if (!way) return 0.12;
  return 1 - way.presence * (isWeekend ? 0.12 : 1);
}

type Share = { tariff: Tariff; share: number };

const keptShares = new WeakMap<Source, { migrated: number; shares: Share[] }>();

function listShares(source: Source, habit: Habits, day: number, timeline: Timeline): Share[] {
  const migrated = toMigrated(source, day, timeline);
  const kept = keptShares.get(source);
  if (kept?.migrated === migrated) return kept.shares;
  const shares = splitByModel(source, habit, migrated);
  keptShares.set(source, { migrated, shares });
  return shares;
}

function splitByModel(source: Source, habit: Habits, migrated: number): Share[] {
  const families = source.load.way?.families ?? habit.families;
  return families.flatMap(({ family, share }) => {
    const { before, after } = generations[family];
    const moved = before === after ? 1 : migrated;
    return [
      ...splitByTier(source, habit, after, share * moved),
      ...(moved < 1 ? splitByTier(source, habit, before, share * (1 - moved)) : []),
    ];
  });
}

function toMigrated(source: Source, day: number, timeline: Timeline): number {
  const start = timeline.migrationDay + (source.salt % 30);
  const most = source.salt % 6 === 0 ? 0.92 : 1;
  return Math.min(most, Math.max(0, (day - start) / 35));
}

function splitByTier(source: Source, habit: Habits, model: Model, share: number): Share[] {
  const inferenceGeo = hasInferenceGeo(model) ? source.load.inferenceGeo : "not_available";
  const base: Tariff = { model, tier: "standard", contextWindow: "0-200k", inferenceGeo, speed: "standard" };
  const long = model.includes("sonnet") ? habit.longShare : 0;
  const fast = model === "claude-opus-5" ? habit.fastShare : 0;
  const standard = 1 - habit.batchShare - habit.priorityShare - long - fast;
  const parts: [number, Tariff][] = [
    [standard, base],
    [habit.batchShare, { ...base, tier: "batch" }],
    [habit.priorityShare, { ...base, tier: "priority" }],
    [long, { ...base, contextWindow: "200k-1M" }],
    [fast, { ...base, speed: "fast" }],
  ];
  return parts
    .filter(([part]) => part > 0)
    .map(([part, tariff]) => ({ tariff: getTariff(tariff), share: share * part }));
}

function toQuantities(uncached: number, habit: Habits, tariff: Tariff, salt: number): Quantities {
  const [cacheRead, write5m, write1h, output] = habit.mix;
  const isStandard = tariff.tier === "standard";
  return {
    uncached,
    cacheRead: scale(uncached, cacheRead, salt, 1),
    write5m: scale(uncached, write5m, salt, 2),
    write1h: scale(uncached, write1h, salt, 3),
    output: scale(uncached, output, salt, 4),
    searches: isStandard ? toPerMillion(uncached, habit.searches, salt, 5) : 0,
    requests: Math.max(1, toPerMillion(uncached, habit.requests, salt, 6)),
    codeSeconds: isStandard ? toPerMillion(uncached, habit.codeSeconds, salt, 7) : 0,
    sessionSeconds: isStandard ? toPerMillion(uncached, habit.sessionSeconds, salt, 8) : 0,
  };
}

function scale(tokens: number, perThousand: number, salt: number, turn: number): number {
  if (perThousand === 0) return 0;
  return Math.round((tokens * perThousand * (0.85 + 0.3 * toRatio(salt, turn))) / 1000);
}

function toPerMillion(tokens: number, rate: number, salt: number, turn: number): number {
  return Math.round(scale(tokens, rate, salt, turn) / 1000);
}
