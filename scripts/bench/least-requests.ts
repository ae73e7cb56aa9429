import type { Emulator } from "@/e2e/emulator";

type Item = { id: string; archived_at?: string | null };

const mostOfPage = 1000;
const mostDaysOfPage = 31;

/** How few requests can tell everything: full pages, the longest windows, and one a day where the API takes one day. */
export async function countLeastRequests(emulator: Emulator, historyDays: number): Promise<number> {
  const listings = ["users", "invites", "api_keys"];
  const pages = await Promise.all(listings.map((path) => countPages(emulator, path)));
  const archivedToo = "include_archived=true&include_default=true&";
  const workspaces = await listAll(emulator, "workspaces", archivedToo);
  const staffed = (await listAll(emulator, "workspaces")).filter(({ archived_at }) => !archived_at);
  const staffing = await Promise.all(
    staffed.map(({ id }) => countPages(emulator, `workspaces/${id}/members`, "user_id")),
  );
  const windows = Math.ceil(historyDays / mostDaysOfPage);
  const organization = 1;
  return organization + sum(pages) + toPages(workspaces.length) + sum(staffing) + 2 * windows + historyDays;
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
      `${flags}limit=${mostOfPage}${last ? `&after_id=${String(last)}` : ""}`,
    );
    items.push(...page);
    if (page.length < mostOfPage) return items;
  }
}

function toPages(count: number): number {
  return Math.max(1, Math.ceil(count / mostOfPage));
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
