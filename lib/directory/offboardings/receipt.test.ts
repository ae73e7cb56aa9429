import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import Papa from "papaparse";
import { beforeEach, describe, expect, test } from "vitest";
import { exportReceipt } from "@/lib/across/exports/offboardings";
import { syncDirectory } from "@/lib/across/sync/directory";
import { type Actor, getActor } from "@/lib/core/auth/actor";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { bulkRows } from "@/lib/core/db/own-tables";
import { reportDays, usageKeyRollups } from "@/lib/core/db/report-tables";
import { addDays, toDay, toDayAgo } from "@/lib/core/format/calendar";
import { personas } from "@/lib/sandbox/personas";
import { removeUser } from "@/lib/sandbox/user-records";
import { getReceipt, listReceipts } from "./receipt-read-model";
import { drain, leaver, makeWorld, order, toScope, type World } from "./test-offboardings";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

const admin = permitFor("admin", "members:read");

async function leave(more: Parameters<typeof order>[1] = {}): Promise<string> {
  const { data, serverError } = await order(world, more);
  expect(serverError).toBeUndefined();
  await drain();
  return data?.ids[0] ?? "";
}

/** As if it had been done some days ago. */
async function shift(days: number): Promise<void> {
  const db = await database();
  const at = new Date(`${toDayAgo(days)}T12:00:00Z`);
  await db.update(bulkRows).set({ finishedAt: at });
}

async function addTokens(apiKeyId: string, daysAgo: number): Promise<void> {
  const db = await database();
  await db.insert(usageKeyRollups).values({ apiKeyId, day: toDayAgo(daysAgo), tokens: 70 });
}

describe("a receipt", () => {
  test("a receipt names who, what, and when, and where the person had access", async () => {
    const receipt = await getReceipt(admin, { id: await leave() });
    expect(receipt).toMatchObject({
      email: leaver,
      orderedBy: personas.admin,
      state: "finished",
      goneAt: expect.any(String),
      isWhole: true,
    });
    expect(receipt.places.map(({ id }) => id).toSorted()).toEqual([world.own, world.other].toSorted());
    expect(receipt.steps.map(({ operation, state }) => [operation, state])).toEqual([
      ["api_key.deactivate", "succeeded"],
      ["api_key.deactivate", "succeeded"],
      ["member.remove", "succeeded"],
    ]);
  });

  test("a receipt doesn't call a step undone if the person left, or the key was stopped, before it was due", async () => {
    const { data } = await order(world);
    removeUser(world.sandbox.store, world.leaverId);
    const key = world.sandbox.store.keys.get(world.idle);
    if (key) world.sandbox.store.keys.put({ ...key, key: { ...key.key, status: "archived" } });
    await syncDirectory();
    await drain();
    const receipt = await getReceipt(admin, { id: data?.ids[0] ?? "" });
    expect(receipt.steps.map(({ label, state, errorCode }) => [label, state, errorCode])).toEqual([
      ["busy", "succeeded", null],
      ["idle", "met", null],
      [leaver, "met", null],
    ]);
    expect(receipt.steps.at(-1)?.finishedAt).toBe(receipt.goneAt);
    expect(receipt.keys.map(({ traffic }) => traffic)).toEqual(["waiting", "waiting"]);
  });

  test("a receipt calls nothing silent before a whole day after the stop is read", async () => {
    const receipt = await getReceipt(admin, { id: await leave() });
    expect(receipt.keys.map(({ traffic }) => traffic)).toEqual(["waiting", "waiting"]);
    expect(receipt.readUntil).toBeNull();
  });

  test("a receipt says until when there was no traffic, and shows a key that is still used as an alarm", async () => {
    const id = await leave();
    await shift(4);
    await addTokens(world.busy, 5);
    await addTokens(world.idle, 2);
    const receipt = await getReceipt(admin, { id });
    expect(receipt.readUntil).toBe(toDay(new Date()));
    expect(receipt.keys).toMatchObject([
      { name: "busy", traffic: "silent", tokens: 0, isAlarming: false, since: toDayAgo(4) },
      { name: "idle", traffic: "used", tokens: 70, isAlarming: true, lastUsedOn: toDayAgo(2) },
    ]);
  });

  test("a receipt counts silence only until the first day that isn't read", async () => {
    const id = await leave();
    await shift(4);
    const db = await database();
    const isIt = and(eq(reportDays.report, "usage"), eq(reportDays.day, toDayAgo(2)));
    await db.delete(reportDays).where(isIt);
    expect((await getReceipt(admin, { id })).readUntil).toBe(toDayAgo(3));
  });

  test("watches for 30 days", async () => {
    const id = await leave();
    await shift(40);
    await addTokens(world.idle, 5);
    const receipt = await getReceipt(admin, { id });
    expect(receipt.watchedUntil).toBe(addDays(toDayAgo(40), 30));
    expect(receipt.keys.map(({ tokens }) => tokens)).toEqual([0, 0]);
  });

  test("a receipt isn't alarmed by traffic of a key that was kept", async () => {
    const keep = { choice: "keep" as const, ownerId: null, note: "" };
    const id = await leave({ keys: [world.busy, world.idle].map((keyId) => ({ keyId, ...keep })) });
    await shift(4);
    await addTokens(world.idle, 2);
    expect((await getReceipt(admin, { id })).keys).toMatchObject([
      { fate: "keep", traffic: "silent" },
      { fate: "keep", traffic: "used", isAlarming: false },
    ]);
  });

  test("a receipt shows a key that somebody activated again", async () => {
    const id = await leave();
    const db = await database();
    await db.update(apiKeys).set({ status: "active" }).where(eq(apiKeys.id, world.busy));
    expect((await getReceipt(admin, { id })).keys[0]).toMatchObject({ name: "busy", isAlarming: true });
  });

  test("a receipt lists keys that came after the plan", async () => {
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const { data } = await order(world, { startsAt });
    const created_by = { id: world.leaverId, type: "user" as const };
    world.sandbox.keys.add({ created_by, name: "late", scope: toScope(world.own) });
    await syncDirectory();
    const receipt = await getReceipt(admin, { id: data?.ids[0] ?? "" });
    expect(receipt.newKeys).toMatchObject([{ name: "late", status: "active" }]);
    expect(receipt.state).toBe("scheduled");
  });

  test("a receipt is on the person's page, newest first", async () => {
    const id = await leave();
    expect((await listReceipts(admin, { member: world.leaverId })).map((one) => one.id)).toEqual([id]);
  });

  test.each([
    ["", "no ID"],
    ["x", "none"],
    [randomUUID(), "an unknown one"],
  ])("a receipt of %j isn't found (%s)", async (id) => {
    await expect(getReceipt(admin, { id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a lead", () => {
  async function getLead(): Promise<Actor> {
    const lead = await getActor(personas.lead);
    if (lead?.persona !== "lead") throw new Error("nobody leads");
    return lead;
  }
  const asLead = async () => permitFor(await getLead(), "members:read");

  test("learns only what concerns their workspaces, and only once the person has left", async () => {
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const { data } = await order(world, { startsAt });
    const id = data?.ids[0] ?? "";
    await expect(getReceipt(await asLead(), { id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a lead sees their own workspace and key, and neither the other ones nor the rest of the receipt", async () => {
    const receipt = await getReceipt(await asLead(), { id: await leave() });
    expect(receipt).toMatchObject({ isWhole: false, isBreakGlass: false });
    expect(receipt.places.map(({ id }) => id)).toEqual([world.own]);
    expect(receipt.keys.map(({ id }) => id)).toEqual([world.busy]);
    expect(receipt.steps.map(({ targetId }) => targetId)).toEqual([world.busy, world.leaverId]);
    expect(JSON.stringify(receipt)).not.toContain(world.other);
    expect(JSON.stringify(receipt)).not.toContain(world.idle);
  });

  test("a lead of other workspaces learns nothing", async () => {
    const id = await leave();
    const by = permitFor(newActor("lead", { workspaceIds: ["wrkspc_other"] }), "members:read");
    await expect(getReceipt(by, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await listReceipts(by, { member: world.leaverId })).toEqual([]);
  });
});

describe("the file", () => {
  const get = (id: string, file = "receipt.csv", as: string = personas.admin) =>
    inRequest({ as }, () =>
      exportReceipt(
        new Request(`http://localhost/api/export/offboardings/${file}?id=${id}`),
        file,
        async () => {
          const actor = await getActor(as);
          return actor && { ...actor, session: newActor("admin").session };
        },
      ),
    );

  test("the file has a line for each step and each key", async () => {
    const id = await leave();
    const text = await (await get(id)).text();
    const { data } = Papa.parse<Record<string, string>>(text.trim(), { header: true });
    expect(data.map(({ what, target, result, traffic }) => [what, target, result || traffic])).toEqual([
      ["api_key.deactivate", "busy", "succeeded"],
      ["api_key.deactivate", "idle", "succeeded"],
      ["member.remove", leaver, "succeeded"],
      ["key", "busy", "waiting"],
      ["key", "idle", "waiting"],
    ]);
  });

  test("the file is for those who may see the receipt, and there is no other one", async () => {
    const id = await leave();
    expect((await get(id, "receipt.csv", personas.member)).status).toBe(403);
    expect((await get(randomUUID())).status).toBe(404);
    expect((await get(id, "plan.csv")).status).toBe(404);
  });
});
