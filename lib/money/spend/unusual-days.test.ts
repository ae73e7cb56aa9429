import { beforeEach, describe, expect, test } from "vitest";
import { listAttention } from "@/lib/across/overview/attention";
import { toReach } from "@/lib/core/auth/peers";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { deliveries, webhooks } from "@/lib/core/db/delivery-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { unusualDayAlarms } from "@/lib/core/db/unusual-day-tables";
import { findDelivery } from "@/lib/core/delivery/outbox-store";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { getHistory } from "@/lib/core/history/store";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { unusualDay as day, storeDay, storeUnusualDay } from "./test-unusual-day";
import { composeAlarm, recordUnusualDays } from "./unusual-alarms";
import { getUnusualDays } from "./unusual-days";
import { insertNote, listNotes } from "./unusual-notes-store";

const by = permitFor("finance", "cost:read");
const lead = (id: string) => permitFor(newActor("lead", { workspaceIds: [id] }), "cost:read");
const range = { from: day, to: day };
const noon = new Date(`${toDay(new Date())}T12:00:00Z`);

beforeEach(async () => {
  await resetDatabase();
  await storeUnusualDay();
});

async function acknowledge(scope: string): Promise<void> {
  const db = await database();
  const row = { scope, day, currency: "USD", note: "A backfill", owner: "ann@x.example" };
  await db.transaction((tx) => insertNote(tx, { ...row, notedBy: "bob@x.example", notedAt: noon }));
}

describe("an unusual day", () => {
  test("names the workspace that drove it with its amount, and the key, the model, and the tier within it", async () => {
    const { unusualDays } = await getUnusualDays(by, range);
    expect(unusualDays).toMatchObject([{ day, cents: "5300", usualCents: "1300", noted: null }]);
    expect(unusualDays[0]?.drivers).toEqual([
      {
        key: "w1",
        label: "Checkout",
        differenceCents: "4000",
        within: [
          { level: "key", key: "k1", label: "nightly" },
          { level: "model", key: "m1", label: "m1" },
          { level: "tier", key: "batch", label: "batch" },
        ],
      },
    ]);
  });

  test("names workspaces until they explain four fifths of the difference", async () => {
    const row = (workspaceId: string, cents: string) => costRow({ workspaceId, cents });
    const driversOf = async (...rows: ReturnType<typeof row>[]) => {
      await replaceDay("cost", day, rows, new Date());
      const { unusualDays } = await getUnusualDays(by, range);
      return unusualDays[0]?.drivers.map(({ key, differenceCents }) => [key, differenceCents]);
    };
    expect(await driversOf(row("w1", "4100"), row("w2", "3300"))).toEqual([
      ["w1", "3100"],
      ["w2", "3000"],
    ]);
    expect(await driversOf(row("w1", "5000"), row("w2", "1200"))).toEqual([["w1", "4000"]]);
  });

  test("is told to a lead only if it is one of their workspaces", async () => {
    const [own] = (await getUnusualDays(lead("w1"), range)).unusualDays;
    expect(own).toMatchObject({ cents: "5000", usualCents: "1000" });
    expect((await getUnusualDays(lead("w2"), range)).unusualDays).toEqual([]);
  });

  test("is no alarm once it is acknowledged, for those whose day it is", async () => {
    const listKinds = async (who = by) =>
      (await listAttention(who, [], await getHistory(["cost", "usage"]))).items.map(({ kind }) => kind);
    expect(await listKinds()).toContain("day_stands_out");
    await acknowledge("organization");
    expect(await listKinds()).not.toContain("day_stands_out");
    expect((await getUnusualDays(by, range)).unusualDays[0]?.noted).toMatchObject({ note: "A backfill" });
    expect(await listKinds(lead("w1"))).toContain("day_stands_out");
    expect((await listNotes(lead("w1").actor, "USD")).size).toBe(0);
    await acknowledge(toReach(lead("w1").actor));
    expect(await listKinds(lead("w1"))).not.toContain("day_stands_out");
  });
});

describe("an alarm", () => {
  beforeEach(async () => {
    const db = await database();
    const at = { createdAt: noon, changedAt: noon, createdBy: "x", sealed: "x" };
    await db.insert(webhooks).values({ ...at, id: "00000000-0000-4000-8000-000000000001", name: "Slack" });
  });
  const listMessages = async () => (await database()).select().from(deliveries);

  test("is stored once, however often it is found and revised", async () => {
    await Promise.all([recordUnusualDays(noon), recordUnusualDays(noon)]);
    await storeDay(day, "5100", new Date(Date.now() + 1_000));
    await recordUnusualDays(new Date(noon.getTime() + 3_600_000));
    expect(await (await database()).select().from(unusualDayAlarms)).toHaveLength(1);
    const [message, ...others] = await listMessages();
    expect(others).toEqual([]);
    const delivery = await findDelivery(message?.id ?? "");
    expect(delivery && (await composeAlarm(delivery))).toMatchObject({
      post: {
        text: expect.stringContaining("Driven by Checkout (nightly, m1, batch)."),
        metadata: { event_type: "castellan_unusual_day", event_payload: { day, cents: "5300" } },
      },
    });
    await acknowledge("organization");
    expect(delivery && (await composeAlarm(delivery))).toEqual({ stopped: "day_acknowledged" });
  });

  test("is posted only to webhooks that hear of unusual days, each in its language", async () => {
    const db = await database();
    const at = { createdAt: noon, changedAt: noon, createdBy: "x", sealed: "x" };
    await db.insert(webhooks).values([
      { ...at, id: "00000000-0000-4000-8000-000000000002", name: "Controlling", locale: "de" },
      { ...at, id: "00000000-0000-4000-8000-000000000003", name: "Budgets", getsAlarms: false },
    ]);
    await recordUnusualDays(noon);
    const messages = await listMessages();
    expect(messages.map(({ recipient }) => recipient.slice(-1)).toSorted()).toEqual(["1", "2"]);
    const german = await findDelivery(messages.find(({ recipient }) => recipient.endsWith("2"))?.id ?? "");
    const text = expect.stringMatching(/^Die Kosten vom .+ sind ungewöhnlich/);
    expect(german && (await composeAlarm(german))).toMatchObject({ post: { text } });
  });

  test("waits until the day is settled, and older days are recorded without a message", async () => {
    await recordUnusualDays(new Date(`${toDay(new Date())}T03:00:00Z`));
    expect(await (await database()).select().from(unusualDayAlarms)).toEqual([]);
    await recordUnusualDays(new Date(`${addDays(toDay(new Date()), 4)}T12:00:00Z`));
    expect(await (await database()).select().from(unusualDayAlarms)).toHaveLength(1);
    expect(await listMessages()).toEqual([]);
  });
});
