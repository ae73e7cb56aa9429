import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { type Browser, chromium, type Page } from "playwright/test";
import { findBrowser } from "@/e2e/browser";
import type { Note } from "./figures";
import type { Subject } from "./subject";

type Given = { client: Client; subject: Subject; note: Note; say: (text: string) => void };
type Frozen = { id: string; ms: number; rows: number; workspaces: number };

const betweenLooksMs = 50;
const maxMs = 120_000;

/** A review of all memberships: started, closed, and its evidence pack fetched, as an admin does it. */
export async function measureReview({ client, subject, note, say }: Given): Promise<void> {
  const browser = await chromium.launch(await findBrowser());
  const restore = await openAllWorkspaces(client);
  try {
    say("a review of all memberships");
    const page = await openReviews(browser, subject);
    const freezing = await watch(subject, () => startReview(page, client));
    const { id, ms, rows, workspaces } = freezing.done;
    note("review", "freeze", ms, "ms");
    note("review", "CPU of the freeze", freezing.cpuMs, "ms");
    note("review", "memory of the freeze", freezing.grownMegabytes, "MB");
    note("review", "workspaces", workspaces, "");
    note("review", "rows", rows, "");
    await closeReview(page, subject, id);
    await waitFor(async () => (await client.query(closedSql, [id])).rows[0]);
    say("its evidence pack");
    const path = `/api/export/reviews/pack.zip?review=${id}`;
    const packing = await watch(subject, () => subject.visitor.download(path));
    note("evidence pack", "made and fetched", packing.done.totalMs, "ms");
    note("evidence pack", "CPU", packing.cpuMs, "ms");
    note("evidence pack", "memory", packing.grownMegabytes, "MB");
    note("evidence pack", "size", packing.done.bytes / 1000, "kB");
    const again = await subject.visitor.download(path);
    note("evidence pack", "fetched again", again.totalMs, "ms");
  } finally {
    await restore();
    await browser.close();
  }
}

const wanted = { people: 10_000, memberships: 40_000 };

/**
 * Archived workspaces have no members and aren't reviewed, so the large organization's are opened in the store alone
 * and get members until it has the memberships of the table in docs/bench.md. Returns what takes this back.
 */
async function openAllWorkspaces(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ people: number; memberships: number }>(
    `select (select count(*)::int from members where gone_at is null) as people,
      (select count(*)::int from workspace_members where gone_at is null) as memberships`,
  );
  const { people = 0, memberships = 0 } = rows[0] ?? {};
  if (people < wanted.people) return async () => {};
  const archived = await client.query<{ id: string; at: Date }>(
    "select id, archived_at as at from workspaces where archived_at is not null and gone_at is null",
  );
  const ids = archived.rows.map(({ id }) => id);
  await client.query("update workspaces set archived_at = null where id = any($1)", [ids]);
  await client.query(
    `insert into workspace_members (workspace_id, user_id, role, first_seen_at, seen_at, raw)
      select w.id, m.id, 'workspace_developer', now(), now(), '{"bench": true}'
      from workspaces w join members m on abs(hashtext(w.id || m.id)) % 70 = 0 and m.gone_at is null
      where w.id = any($1) limit $2 on conflict do nothing`,
    [ids, Math.max(0, wanted.memberships - memberships)],
  );
  return async () => {
    await client.query(`delete from workspace_members where raw = '{"bench": true}'`);
    for (const { id, at } of archived.rows)
      await client.query("update workspaces set archived_at = $2 where id = $1", [id, at]);
  };
}

const closedSql = "select id from reviews where id = $1 and closed_at is not null";

async function openReviews(browser: Browser, { visitor }: Subject): Promise<Page> {
  const context = await browser.newContext({ extraHTTPHeaders: { cookie: visitor.cookie } });
  const page = await context.newPage();
  await page.goto(`${visitor.url}/reviews`);
  return page;
}

/** From the request to the opened review, as the server wrote it down. */
async function startReview(page: Page, client: Client): Promise<Frozen> {
  const name = `Bench ${Date.now()}`;
  await page.getByRole("button", { name: "Start review" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Start review" }).click();
  return waitFor(async () => {
    const { rows } = await client.query<Frozen>(
      `select v.id, extract(epoch from v.opened_at - v.started_at)::float8 * 1000 as ms,
        (select count(*)::int from review_rows r where r.review_id = v.id) as rows,
        (select count(*)::int from review_workspaces w where w.review_id = v.id) as workspaces
      from reviews v where v.name = $1 and v.opened_at is not null`,
      [name],
    );
    return rows[0];
  });
}

async function closeReview(page: Page, { visitor }: Subject, id: string): Promise<void> {
  await page.goto(`${visitor.url}/reviews/${id}`);
  await page.getByRole("button", { name: "Close review" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("The bench is over.");
  await dialog.getByRole("button", { name: "Close review" }).click();
}

async function waitFor<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (const until = Date.now() + maxMs; Date.now() < until; await pause(betweenLooksMs)) {
    const found = await find();
    if (found !== undefined) return found;
  }
  throw new Error(`It takes more than ${maxMs / 1000} s.`);
}

type Watched<T> = { done: T; grownMegabytes: number; cpuMs: number };

/** How much more memory the process held at most than before, and how long it worked. PostgreSQL is a process of its own. */
async function watch<T>(subject: Subject, work: () => Promise<T>): Promise<Watched<T>> {
  const read = async () => (await subject.readProcess())?.residentMegabytes ?? Number.NaN;
  const readCpu = async () => 1000 * ((await subject.readProcess())?.cpuSeconds ?? Number.NaN);
  const [before, cpuBefore] = [await read(), await readCpu()];
  let [most, isOver] = [before, false];
  const watching = (async () => {
    for (; !isOver; await pause(betweenLooksMs)) most = Math.max(most, await read());
  })();
  const done = await work().finally(() => {
    isOver = true;
  });
  await watching;
  return { done, grownMegabytes: most - before, cpuMs: (await readCpu()) - cpuBefore };
}
