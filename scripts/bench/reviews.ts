import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import type { Page } from "playwright/test";
import { openBrowser } from "@/scripts/stage/site";
import type { Bench } from "./part";
import { watchMegabytes } from "./probes";

/** As in the table of docs/bench.md. */
const memberships = { large: 40_000, fromPeople: 10_000 };
const maxMs = 120_000;

/** A review of all memberships: started, closed, and its evidence pack fetched, as an admin does it. */
export async function measureReview({ client, site, admin, note }: Bench): Promise<void> {
  const browser = await openBrowser();
  const page = await browser.newPage({ extraHTTPHeaders: { cookie: admin.cookie }, baseURL: site.url });
  await addMemberships(client);
  const freeze = await watchMegabytes(site.pid, () => startReview(page, client));
  const { id, ms, rows } = freeze.done;
  note("review", "freeze", ms, "ms");
  note("review", "memory of the freeze", freeze.grown, "MB");
  note("review", "rows", rows, "");
  await closeReview(page, client, id);
  const path = `/api/export/reviews/pack.zip?review=${id}`;
  const pack = await watchMegabytes(site.pid, () => admin.download(path));
  note("evidence pack", "made and fetched", pack.done.totalMs, "ms");
  note("evidence pack", "memory", pack.grown, "MB");
  note("evidence pack", "size", pack.done.bytes / 1000, "kB");
  note("evidence pack", "fetched again", (await admin.download(path)).totalMs, "ms");
  await client.query(`delete from workspace_members where raw = '{"bench": true}'`);
  await browser.close();
}

/** Archived workspaces aren't reviewed, so others get their members, in the store alone. */
async function addMemberships(client: Client): Promise<void> {
  await client.query(
    `insert into workspace_members (workspace_id, user_id, role, first_seen_at, seen_at, raw)
      select w.id, m.id, 'workspace_developer', now(), now(), '{"bench": true}' from workspaces w, members m
      where w.archived_at is null and w.gone_at is null and not w.is_default and m.gone_at is null
        and $1 <= (select count(*) from members where gone_at is null)
        and abs(hashtext(w.id || m.id)) % 20 = 0
      limit greatest(0, $2 - (select count(*) from workspace_members where gone_at is null)) on conflict do nothing`,
    [memberships.fromPeople, memberships.large],
  );
}

type Frozen = { id: string; ms: number; rows: number };

/** From the request to the opened review, as the server wrote it down. */
async function startReview(page: Page, client: Client): Promise<Frozen> {
  const name = `Bench ${Date.now()}`;
  await page.goto("/reviews");
  await page.getByRole("button", { name: "Start review" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Start review" }).click();
  return waitForRow<Frozen>(
    client,
    `select v.id, extract(epoch from v.opened_at - v.started_at)::float8 * 1000 as ms,
      (select count(*)::int from review_rows r where r.review_id = v.id) as rows
      from reviews v where v.name = $1 and v.opened_at is not null`,
    name,
  );
}

async function closeReview(page: Page, client: Client, id: string): Promise<void> {
  await page.goto(`/reviews/${id}`);
  await page.getByRole("button", { name: "Close review" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("The bench is over.");
  await dialog.getByRole("button", { name: "Close review" }).click();
  await waitForRow(client, "select id from reviews where id = $1 and closed_at is not null", id);
}

async function waitForRow<Row extends object>(client: Client, sql: string, value: string): Promise<Row> {
  for (const until = Date.now() + maxMs; Date.now() < until; await pause(50)) {
    const { rows } = await client.query<Row>(sql, [value]);
    if (rows[0]) return rows[0];
  }
  throw new Error(`It takes more than ${maxMs / 1000} s.`);
}
