import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { claudeCodeRows } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { changes } from "@/lib/core/db/directory-tables";
import { keyCapabilities, keyOwners } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDayAgo } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { listKeysOf } from "./keys-read-model";
import { getMemberDetail } from "./person-read-model";
import { addDirectory, addKeys, addUsage } from "./test-members";

const admin = permitFor("admin", "members:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "members:read");

beforeEach(async () => {
  await resetDatabase();
  await addDirectory();
  await addKeys();
});

const toFates = (keys: { name: string; fate: string }[]) => keys.map(({ name, fate }) => `${name} ${fate}`);

describe("the keys of a person", () => {
  test("the keys of a person are listed by what happens to them when the person leaves, with traffic and cost", async () => {
    const keys = await listKeysOf(admin, ["user_1"]);
    expect(toFates(keys)).toEqual([
      "classic keeps_working",
      "personal archived",
      "code stops",
      "for another keeps_working",
      "service keeps_working",
    ]);
    expect(keys[0]).toEqual({
      id: "k1",
      memberId: "user_1",
      name: "classic",
      status: "active",
      kind: "classic",
      fate: "keeps_working",
      isMaker: true,
      isPrincipal: true,
      isOwner: false,
      workspaceName: "One",
      scope: "workspace",
      lastUsedOn: toDayAgo(3),
      use: "recent",
      tokens30d: 11_111,
      cents30d: "12.5",
      otherCents30d: null,
      isEstimate: true,
    });
    expect(keys[1]).toMatchObject({ isMaker: false, cents30d: null, use: "unknown" });
  });

  test("the keys of a person are listed for several people together", async () => {
    const keys = await listKeysOf(admin, ["user_1", "user_2"]);
    const ofSecond = keys.filter(({ memberId }) => memberId === "user_2");
    expect(toFates(ofSecond)).toEqual(["for another archived", "other keeps_working"]);
  });

  test("a key that was assigned is its owner's and no longer its creator's, until the owner leaves", async () => {
    const db = await database();
    const assigned = { assignedBy: "a@x.example", assignedAt: new Date(), ownerEmail: null };
    await db.insert(keyOwners).values([
      { ...assigned, keyId: "k1", ownerId: "user_2" },
      { ...assigned, keyId: "k4", ownerId: "user_2" },
      { ...assigned, keyId: "k6", ownerId: "user_5" },
    ]);
    const keys = await listKeysOf(admin, ["user_1", "user_2"]);
    const listOf = (id: string) =>
      keys.flatMap(({ memberId, name, fate, isMaker, isOwner }) =>
        memberId === id ? [`${name} ${fate}${isOwner ? " owner" : ""}${isMaker ? " maker" : ""}`] : [],
      );
    expect(listOf("user_1")).toEqual([
      "personal archived",
      "code stops maker",
      "for another keeps_working maker",
      "service keeps_working maker",
    ]);
    expect(listOf("user_2")).toEqual([
      "classic keeps_working owner",
      "code keeps_working owner",
      "for another archived",
      "other keeps_working maker",
    ]);
  });

  test("the keys of a person are shown to a lead only in their own workspaces", async () => {
    expect((await listKeysOf(lead, ["user_1"])).map(({ id }) => id)).toEqual(["k1", "k2"]);
  });
});

describe("the page of a person", () => {
  const work = {
    actorType: "user_actor",
    isRemote: false,
    toolActions: {},
    models: [],
    sessions: 2,
    linesAdded: 10,
    estimatedCents: "1.25",
  };

  test("the page of a person sums only this person's Claude Code by day, however the address is spelled", async () => {
    await addUsage();
    const db = await database();
    await db.insert(claudeCodeRows).values([
      { ...work, actor: "ADAM@x.example", day: toDayAgo(1), otherCents: { EUR: "3" } },
      { ...work, actor: "adam@x.example", day: toDayAgo(30) },
      { ...work, actor: "adam@x.example", day: toDayAgo(31) },
      { ...work, actor: "adam@x.example", day: toDayAgo(0) },
      { ...work, actor: "eva@x.example", day: toDayAgo(1) },
    ]);
    const { claudeCode } = await getMemberDetail(admin, "user_2");
    expect(claudeCode?.sums).toEqual({
      sessions: 4,
      linesAdded: 20,
      linesRemoved: 0,
      commits: 0,
      pullRequests: 0,
      estimatedCents: "2.50",
      otherCents: { EUR: "3" },
    });
    expect(claudeCode?.days).toHaveLength(30);
    expect(claudeCode?.days[0]).toEqual({ day: toDayAgo(30), sessions: 2 });
    expect(claudeCode?.days.at(-1)).toEqual({ day: toDayAgo(1), sessions: 2 });
    await db.transaction((tx) => putSettings(tx, "a@x.example", { mask_names: true }));
    expect((await getMemberDetail(admin, "user_2")).claudeCode).toBeNull();
  });

  test("the page of a person shows that nothing is known without a report", async () => {
    expect(await getMemberDetail(admin, "user_2")).toMatchObject({
      claudeCode: null,
      activity: null,
      spend: { cents: null, source: null, workspaces: [], parts: [] },
      history: [],
    });
  });

  test("the page of a person has reported cost by workspace, for a lead only by their own", async () => {
    const db = await database();
    await db
      .insert(keyCapabilities)
      .values({ name: "analytics_cost", isGranted: true, probedAt: new Date() });
    const row = { actorKind: "user", actorId: "user_1", listCents: "100", day: toDayAgo(2) };
    await db.insert(actorCostRows).values([
      { ...row, workspaceId: "w1", cents: "30.5", product: "chat", model: "m" },
      { ...row, workspaceId: "w2", cents: "60", product: "chat", model: "m" },
      { ...row, workspaceId: "w2", cents: "7.5", currency: "EUR", product: "chat", model: "m" },
    ]);
    expect((await getMemberDetail(admin, "user_1")).spend.workspaces).toEqual([
      { name: "Claude Code", cents: "60", otherCents: { EUR: "7.5" } },
      { name: "One", cents: "30.5", otherCents: null },
    ]);
    const part = { product: "chat", model: "m", currency: "USD" };
    expect((await getMemberDetail(admin, "user_1")).spend.parts).toEqual([
      { ...part, cents: "90.5", listCents: "200" },
      { ...part, currency: "EUR", cents: "7.5", listCents: "100" },
    ]);
    expect((await getMemberDetail(lead, "user_1")).spend).toEqual({
      cents: "30.5",
      otherCents: null,
      source: "reported",
      keys: { cents: "12.5", otherCents: null, isEstimate: true },
      workspaces: [{ name: "One", cents: "30.5", otherCents: null }],
      parts: [{ ...part, cents: "30.5", listCents: "100" }],
    });
  });

  test("the page of a person has a history of the membership and every workspace, for a lead only of their own", async () => {
    const db = await database();
    const place = { noun: "workspace_member", kind: "changed" };
    const roles = { before: { role: "workspace_user" }, after: { role: "workspace_admin" } };
    await db.insert(changes).values([
      {
        seenAt: new Date(1),
        noun: "member",
        targetId: "user_1",
        kind: "added",
        after: { name: "É", role: "user" },
      },
      { ...place, ...roles, seenAt: new Date(2), targetId: "w1/user_1" },
      { ...place, ...roles, seenAt: new Date(3), targetId: "w2/user_1" },
      { ...place, ...roles, seenAt: new Date(4), targetId: "w1/user_2" },
    ]);
    const { history } = await getMemberDetail(admin, "user_1");
    const changed = [{ field: "role", before: "workspace_user", after: "workspace_admin" }];
    expect(history).toMatchObject([
      { action: "workspace_member.changed", workspaceName: "Claude Code", differences: changed },
      { action: "workspace_member.changed", workspaceName: "One", differences: changed },
      {
        action: "member.added",
        workspaceName: null,
        differences: [{ field: "role", before: null, after: "user" }],
      },
    ]);
    expect((await getMemberDetail(lead, "user_1")).history).toHaveLength(1);
  });

  test("the page of a person is still visible after the person left, to people who see everyone", async () => {
    const { member } = await getMemberDetail(admin, "user_5");
    expect(member).toMatchObject({ id: "user_5", goneAt: expect.any(String) });
    for (const id of ["user_5", "user_2", "nobody"])
      await expect(getMemberDetail(lead, id)).rejects.toMatchObject({ code: "not_found" });
  });
});
