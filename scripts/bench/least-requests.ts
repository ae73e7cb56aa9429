import type { Emulator } from "@/e2e/emulator";
import { addDays, countDays, toDay } from "@/lib/core/format/calendar";
import { toKeptDays } from "@/lib/core/history/vocabulary";
import { capabilities } from "@/lib/directory/capabilities/vocabulary";

const rowsOfPage = 1000;
const daysOfPage = 31;
const firstDayOfAnalytics = "2026-01-01";
/** Cost, usage, and usage by geography, which are read in windows of days. */
const dailyReports = 3;
const hourPages = Math.ceil(30 / 7);
const limitPages = 1 + 8;

type Row = Record<string, string | null>;

/** The minimum: full pages, the longest windows, and one request per day where the API requires it. */
export async function countLeastRequests(emulator: Emulator, historyDays: number): Promise<number> {
  let pages = 1 + dailyReports * Math.ceil(historyDays / daysOfPage) + hourPages + limitPages;
  pages += capabilities.filter((capability) => !capability.startsWith("analytics_")).length;
  for (const path of ["users", "invites", "api_keys"]) pages += await countPages(emulator, path);
  pages += await countPages(emulator, "workspaces", "include_archived=true&include_default=true&");
  for (const { id, archived_at } of await emulator.list<Row>("workspaces"))
    if (!archived_at) pages += await countPages(emulator, `workspaces/${id}/members`);
  return pages + (await countReportPages(emulator, historyDays));
}

async function countPages(emulator: Emulator, path: string, flags = ""): Promise<number> {
  for (let [rows, after] = [0, ""]; ; ) {
    const page = await emulator.list<Row>(path, `${flags}limit=${rowsOfPage}${after}`);
    rows += page.length;
    if (page.length < rowsOfPage) return Math.max(1, Math.ceil(rows / rowsOfPage));
    const last = page.at(-1);
    after = `&after_id=${last?.id ?? last?.user_id}`;
  }
}

async function countReportPages(emulator: Emulator, historyDays: number): Promise<number> {
  const today = toDay(new Date());
  let pages = 0;
  for (let ago = 0; ago < historyDays; ago++)
    pages += await emulator.countClaudeCodePages(addDays(today, -ago));
  for (const report of ["cost", "usage"] as const) {
    const kept = toKeptDays(`actor-${report}`, historyDays);
    let left = Math.min(kept, countDays({ from: firstDayOfAnalytics, to: today }));
    for (; left > 0; left -= daysOfPage) {
      const from = addDays(today, 1 - left);
      pages += await emulator.countAnalyticsPages(report, from, addDays(from, Math.min(left, daysOfPage)));
    }
  }
  return pages;
}
