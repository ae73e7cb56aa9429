import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { exportChanges } from "./changes";

const many = Array.from({ length: 60 }, (_, index) => `w${String(index).padStart(2, "0")}`);

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
  await db.insert(workspaces).values({ ...seen, id: "a", name: "=A", isDefault: false, tags: {} });
  await markRead(["cost"]);
  await replaceDay(
    "cost",
    "2026-10-05",
    [costRow({ workspaceId: "a", cents: "9007199254740993.000001" })],
    new Date(),
  );
  const later = many.map((workspaceId, index) => costRow({ workspaceId, cents: String(1000 - index) }));
  await replaceDay("cost", "2026-11-05", later, new Date());
});

const days = "from=2026-11-01&to=2026-11-10&beforeFrom=2026-10-01&beforeTo=2026-10-10";
const get = (file: string, query = days, persona: "finance" | "member" | null = "finance") =>
  exportChanges(
    new Request(`http://localhost/api/export/differences/${file}?${query}`),
    file,
    async () => persona && newActor(persona),
  );

test("the file has every row with exact amounts, also those that the page combines, and no formula", async () => {
  const answer = await get("changes.csv");
  expect(answer.headers.get("content-disposition")).toContain("castellan-changes-2026-11-01-2026-11-10.csv");
  const [header, first, ...rest] = (await answer.text()).trimEnd().split("\r\n");
  expect(header).toBe(
    "by,name,id,from,to,before_from,before_to,before_usd,after_usd,difference_usd,before,after,difference,currency",
  );
  const amounts = "90071992547409.93000001,0,-90071992547409.93000001";
  expect(first).toBe(`workspace,'=A,a,2026-11-01,2026-11-10,2026-10-01,2026-10-10,${amounts},${amounts},USD`);
  expect(rest).toHaveLength(many.length);
});

test("the file can be narrowed to a workspace, as the page can, and is refused to who can't read cost", async () => {
  const narrowed = await (await get("changes.csv", `${days}&by=model&workspace=a`)).text();
  expect(narrowed.trimEnd().split("\r\n")).toHaveLength(2);
  expect((await get("changes.csv", days, "member")).status).toBe(403);
  expect((await get("changes.csv", days, null)).status).toBe(401);
  expect((await get("other.csv")).status).toBe(404);
  expect((await get("changes.xlsx")).status).toBe(200);
});

test("the Default workspace has its name", async () => {
  const db = await database();
  await db.update(workspaces).set({ isDefault: true });
  const [, first] = (await (await get("changes.csv")).text()).trimEnd().split("\r\n");
  expect(first).toMatch(/^workspace,Default,/);
});

test("the file can be broken down by a tag, whose name and values are written as they are", async () => {
  const db = await database();
  await db.update(workspaces).set({ tags: { "cost=center": "=4,4" } });
  const text = await (
    await get("changes.csv", `${days}&by=${encodeURIComponent("tag:cost%3Dcenter")}`)
  ).text();
  const [, ...lines] = text.trimEnd().split("\r\n");
  const names = lines.map((line) => line.split(",2026-11-01")[0]).toSorted();
  expect(names).toEqual([`tag:cost=center,"'=4,4","'=4,4"`, "tag:cost=center,,(none)"]);
});
