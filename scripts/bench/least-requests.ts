import type { Emulator } from "@/e2e/emulator";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { toKeptDays } from "@/lib/core/history/vocabulary";
import { capabilities } from "@/lib/directory/capabilities/vocabulary";
import { listWindows, maxDaysOfPage, maxOfPage, toPages } from "./windows";

type Item = { id: string; archived_at?: string | null };

const hourPages = Math.ceil(30 / 7);
const limitPages = 1 + 8;
const dailyReports = 3;

/** The minimum: full pages, the longest windows, and one request per day where the API requires it. */
export async function countLeastRequests(emulator: Emulator, historyDays: number): Promise<number> {
  const listings = ["users", "invites", "api_keys"];
  const pages = await Promise.all(listings.map((path) => countPages(emulator, path)));
  const archivedToo = "include_archived=true&include_default=true&";
  const workspaces = await listAll(emulator, "workspaces", archivedToo);
  const staffed = (await listAll(emulator, "workspaces")).filter(({ archived_at }) => !archived_at);
  const staffing = await Promise.all(
    staffed.map(({ id }) => countPages(emulator, `workspaces/${id}/members`, "user_id")),
  );
  const directory = 1 + sum(pages) + toPages(workspaces.length) + sum(staffing);
  const ofClaudeCode = await countClaudeCodePages(emulator, historyDays);
  const reports = dailyReports * Math.ceil(historyDays / maxDaysOfPage) + hourPages + ofClaudeCode;
  const asked = capabilities.filter((capability) => !capability.startsWith("analytics_")).length;
  const ofCost = await countAnalyticsPages(emulator, "cost", toKeptDays("actor-cost", historyDays));
  const ofUsage = await countAnalyticsPages(emulator, "usage", toKeptDays("actor-usage", historyDays));
  return directory + reports + limitPages + asked + ofCost + ofUsage;
}

async function countAnalyticsPages(
  emulator: Emulator,
  report: "cost" | "usage",
  days: number,
): Promise<number> {
  let pages = 0;
  for (const { from, before } of listWindows(toDay(new Date()), days))
    pages += await emulator.countAnalyticsPages(report, from, before);
  return pages;
}

async function countClaudeCodePages(emulator: Emulator, historyDays: number): Promise<number> {
  const today = toDay(new Date());
  let pages = 0;
  for (let ago = 0; ago < historyDays; ago += 1)
    pages += await emulator.countClaudeCodePages(addDays(today, -ago));
  return pages;
}

async function countPages(emulator: Emulator, path: string, idName = "id"): Promise<number> {
  return toPages((await listAll(emulator, path, "", idName)).length);
}

async function listAll(emulator: Emulator, path: string, flags = "", idName = "id"): Promise<Item[]> {
  const items: (Item & Record<string, unknown>)[] = [];
  for (;;) {
    const last = items.at(-1)?.[idName];
    const page = await emulator.list<Item & Record<string, unknown>>(
      path,
      `${flags}limit=${maxOfPage}${last ? `&after_id=${String(last)}` : ""}`,
    );
    items.push(...page);
    if (page.length < maxOfPage) return items;
  }
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
