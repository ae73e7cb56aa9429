import "server-only";
import { dayMs, toDay } from "./clock";
import { cutLine, listLiveMinutes } from "./day-curve";
import type { LiveSpan } from "./records";
import { listSources, type Source } from "./sources";
import type { Store } from "./store";
import { type Line, listDayLines, type Quantities } from "./traffic";

type Visit = (line: Line, quantities: Quantities, minutes: readonly [number, number][]) => void;

export type VisitTraffic = (fromMs: number, toMs: number, visit: Visit) => void;

const keptDays = 2;

function isLiveOn(day: number, spans: readonly LiveSpan[]): boolean {
  return spans.some(({ from, to }) => from < (day + 1) * dayMs && (to === null || to > day * dayMs));
}

/** Caches recent days, because a minute chart asks for the same day many times. */
export function createTrafficVisitor(store: Store): VisitTraffic {
  const kept = new Map<number, [Source, Line[]][]>();
  let revision = store.revision;
  let sources: Source[] | undefined;

  function listDay(day: number): [Source, Line[]][] {
    if (revision !== store.revision) {
      kept.clear();
      sources = undefined;
    }
    revision = store.revision;
    const known = kept.get(day);
    if (known) return known;
    sources ??= listSources(store);
    const lines = sources
      .filter(({ spans }) => isLiveOn(day, spans))
      .map((source): [Source, Line[]] => [source, listDayLines(source, day, store.timeline)]);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= keptDays) kept.delete(oldest);
    kept.set(day, lines);
    return lines;
  }

  return (fromMs, toMs, visit) => {
    const window = { from: fromMs, to: Math.min(toMs, store.now().getTime()) };
    for (let day = toDay(window.from); day <= toDay(window.to - 1); day++) {
      for (const [source, lines] of listDay(day)) {
        const minutes = listLiveMinutes(day, source.spans, window);
        if (minutes.length === 0) continue;
        for (const line of lines) visit(line, cutLine(line, minutes), minutes);
      }
    }
  };
}
