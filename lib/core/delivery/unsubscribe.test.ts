import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { POST } from "@/app/api/unsubscribe/route";
import { restartWith } from "@/lib/core/auth/test-rotation";
import { auditLog } from "@/lib/core/db/access-tables";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { unsubscribes } from "@/lib/core/db/delivery-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { readUnsubscribeToken, toUnsubscribeAddress } from "./unsubscribe";

const sourceId = "00000000-0000-4000-8000-000000000001";
const subscription = { kind: "budget", sourceId, recipient: "cfo@books.example" };

beforeEach(async () => {
  await resetDatabase();
  const at = new Date();
  const terms = { scope: "organization", cents: "1000", thresholds: [100], createdBy: "x" };
  await (await database()).insert(budgets).values({ id: sourceId, ...terms, createdAt: at, changedAt: at });
});
afterEach(() => forget("unsubscribe-changes"));

const post = async (body: string) =>
  POST(
    new Request(await toUnsubscribeAddress(subscription, "/api/unsubscribe"), {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    }),
  );
const oneClick = "List-Unsubscribe=One-Click";
const count = async () => {
  const db = await database();
  return [await db.$count(unsubscribes), await db.$count(auditLog)];
};

test("one click unsubscribes, and clicking again writes nothing more", async () => {
  expect((await post(oneClick)).status).toBe(200);
  const [left, lines = 0] = await count();
  expect(left).toBe(1);
  expect(lines).toBeGreaterThan(0);
  expect((await post(oneClick)).status).toBe(200);
  expect(await count()).toEqual([1, lines]);
});

test("a link that is used over and over is refused for a while", async () => {
  const statuses: number[] = [];
  for (let turn = 0; turn < 12; turn += 1) statuses.push((await post(`again=${turn % 2}`)).status);
  expect(statuses.slice(0, 10)).toEqual(Array(10).fill(303));
  expect(statuses.slice(10)).toEqual([429, 429]);
});

test("a body that no mail program sends is refused", async () => {
  expect((await post("a".repeat(1_001))).status).toBe(413);
  expect(await count()).toEqual([0, 0]);
});

test("a link about what was removed is good for nothing", async () => {
  await (await database()).delete(budgets);
  expect((await post(oneClick)).status).toBe(404);
  expect(await count()).toEqual([0, 0]);
});

test("a link from before a rotation works with the previous secret, and not without it", async () => {
  const [old, fresh] = ["o".repeat(32), "n".repeat(32)];
  onTestFinished(() => restartWith(undefined));
  restartWith(old);
  const token = new URL(await toUnsubscribeAddress(subscription, "/unsubscribe")).searchParams.get("token");
  restartWith(fresh, old);
  expect(await readUnsubscribeToken(token ?? "")).toEqual(subscription);
  restartWith(fresh);
  expect(await readUnsubscribeToken(token ?? "")).toBeNull();
});
