import { randomBytes } from "node:crypto";
import { createFolder, removeFolder } from "@/e2e/castellan";
import { type Emulator, startEmulator } from "@/e2e/emulator";
import type { Settings } from "@/e2e/processes";
import { addDays, toDay, toPeriodStart } from "@/lib/reports/search-params";
import { backtestForecast } from "./backtest";
import { atEnd, endAll } from "./ends";
import { countLeastRequests } from "./least-requests";
import { formatMs } from "./quantiles";
import { weighScripts } from "./scripts-of-page";
import type { BenchStore } from "./stores";
import { Subject } from "./subject";
import type { Visitor } from "./visitor";
import { measureVitals } from "./vitals";

export type Case = { size: "small" | "large"; historyDays: number; visits: number; store: BenchStore };
/** What was measured, by the name of the measure. */
export type Column = { title: string; cells: Map<string, string> };

export const pages = {
  "/ (overview)": "/",
  "/members": "/members?sort=email",
  "/keys": "/keys",
  "/workspaces": "/workspaces",
  "/limits": "/limits",
  "/cost": "/cost",
  "/cost, 12 months": "/cost?range=365d",
  "/cost/changes": "/cost/changes",
  "/cost/people": "/cost/people",
  "/cost/chargeback": "/cost/chargeback",
  "/usage": "/usage",
  "/usage, 12 months": "/usage?range=365d",
  "/claude-code": "/claude-code",
  "/claude-code, 12 months": "/claude-code?range=365d",
  "/activity": "/activity",
} as const;
/** Reads of a year's reports by month, to see how the time grows with the months. */
const reads = {
  "cost by workspace": "/api/cost?group=workspace",
  "cost by model": "/api/cost?group=model",
  "usage by workspace": "/api/usage?group=workspace",
  "usage by key": "/api/usage?group=key",
  "usage by geography": "/api/usage?group=inference_geo",
  "Claude Code": "/api/claude-code?",
  "Claude Code by model": "/api/claude-code/breakdown?by=model",
} as const;
const monthsRead = [1, 3, 6, 12];
const warmUps = 5;

/** Starts an organization and a Castellan that has never seen it, and ends both. */
export async function measure(given: Case): Promise<Column> {
  const { size, historyDays, store } = given;
  try {
    const folder = await createFolder();
    atEnd(() => removeFolder(folder));
    const { emulator, stop } = await startEmulator(newSecret("sk-ant-admin01-"), size);
    atEnd(stop);
    const subject = await Subject.create(folder, toSettings(emulator, given));
    atEnd(() => subject.stop());
    const cells = new Map<string, string>();
    for await (const [name, value] of measureAll(subject, emulator, given)) {
      console.log(`  ${name}: ${value}`);
      cells.set(name, value);
    }
    return { title: `${size}, ${historyDays} days, ${store.name}`, cells };
  } finally {
    await endAll();
  }
}

function newSecret(prefix: string): string {
  return `${prefix}${randomBytes(18).toString("base64url")}`;
}

function toSettings(emulator: Emulator, { historyDays, store }: Case): Settings {
  return {
    ...store.settings,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? "",
    METRICS_TOKEN: newSecret("metrics-"),
    ANTHROPIC_ADMIN_KEY: emulator.key,
    ANTHROPIC_BASE_URL: emulator.url,
    ADMIN_API_REQUESTS_PER_MINUTE: "100000",
    // Once: what is counted is one whole sync.
    SYNC_INTERVAL_SECONDS: "86400",
    HISTORY_DAYS: String(historyDays),
  };
}

async function* measureAll(
  subject: Subject,
  emulator: Emulator,
  { historyDays, visits }: Case,
): AsyncGenerator<[string, string]> {
  yield ["boot to first page, empty (ms)", (await subject.boot()).toFixed(0)];
  const backfill = await subject.watchBackfill();
  const requests = await emulator.countRequests();
  yield ["30 days of cost stored after (s)", toSeconds(backfill.firstMonthMs)];
  yield ["all history stored after (s)", toSeconds(backfill.wholeMs)];
  yield ["/members while that runs (ms)", formatMs(backfill.pageMs)];
  const least = await countLeastRequests(emulator, historyDays);
  yield ["Admin API requests, full sync (least)", `${requests} (${least})`];
  const felt = await measureVitals(subject.visitor);
  yield ["/members, largest paint (ms)", felt.largestPaint.toFixed(0)];
  yield ["/members, layout shift", felt.layoutShift.toFixed(3)];
  yield ["/members, key to paint (ms)", felt.keyToPaint.toFixed(0)];
  yield ["/members, key to rows (ms)", felt.keyToRows.toFixed(0)];
  yield ["/members, frame while scrolling (ms)", felt.scrollFrame.toFixed(0)];
  yield ["Admin API requests of a warm page", String(await countWarmRequests(subject.visitor, emulator))];
  yield ["memory after the sync (MB)", (await subject.readResidentMegabytes()).toFixed(0)];
  if (historyDays > 365) yield* await backtestForecast(subject.visitor);
  await subject.stop();
  if (historyDays < 365) await subject.stretchHistory();
  yield ["boot to first page, filled (ms)", (await subject.boot()).toFixed(0)];
  await subject.visitor.timeAll(pages["/cost"], warmUps);
  yield ["memory after a restart (MB)", (await subject.readResidentMegabytes()).toFixed(0)];
  yield* timePages(subject, visits);
  for (const [name, path] of Object.entries(reads))
    for (const months of monthsRead) {
      const door = `${path}&${toMonths(months)}`;
      await subject.visitor.timeAll(door, warmUps);
      yield [`${name}, ${months} months (ms)`, formatMs(await subject.visitor.timeAll(door, visits))];
    }
  const weights = await weighScripts(subject.visitor, ["/members", "/cost", "/me", "/sign-in"]);
  for (const [path, kilobytes] of weights) yield [`JS of ${path} (gzip kB)`, kilobytes.toFixed(1)];
}

/** With a year of reports behind them. */
async function* timePages(subject: Subject, visits: number): AsyncGenerator<[string, string]> {
  for (const [name, path] of Object.entries(pages)) {
    await subject.visitor.timeAll(path, warmUps);
    const usedMs = await subject.readCpuMs();
    yield [`${name} (ms)`, formatMs(await subject.visitor.timeAll(path, visits))];
    yield [`${name}, CPU (ms)`, (((await subject.readCpuMs()) - usedMs) / visits).toFixed(0)];
  }
}

/** Whole months, the running one last. */
function toMonths(months: number): URLSearchParams {
  const to = toDay(new Date());
  let from = toPeriodStart(to, "month");
  for (let month = 1; month < months; month++) from = toPeriodStart(addDays(from, -1), "month");
  return new URLSearchParams({ from, to, granularity: "month" });
}

/** The less of two rounds: the sync's own refresh of today may fall into one, but not into both. */
async function countWarmRequests(visitor: Visitor, emulator: Emulator): Promise<number> {
  const counts: number[] = [];
  for (let round = 0; round < 2; round++) {
    await emulator.forgetRequests();
    for (const path of Object.values(pages)) await visitor.time(path);
    counts.push(await emulator.countRequests());
  }
  return Math.min(...counts);
}

function toSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
