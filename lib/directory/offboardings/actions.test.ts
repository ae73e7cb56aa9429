import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { startTestSession } from "@/lib/core/auth/test-request";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { offboardingKeys, offboardings } from "@/lib/core/db/offboarding-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { putSettings } from "@/lib/core/settings/store";
import { addTraffic } from "@/lib/directory/keys/test-use";
import { personas } from "@/lib/sandbox/personas";
import { listWrites } from "@/scripts/sandbox/reset-sandbox";
import { drain, heir, invited, leaver, makeWorld, order, toScope, type World } from "./test-offboardings";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

async function readAll() {
  const db = await database();
  return {
    people: await db.select().from(offboardings),
    keys: await db.select().from(offboardingKeys).orderBy(offboardingKeys.name),
    runs: await db.select().from(bulkRuns),
    rows: await db.select().from(bulkRows).orderBy(bulkRows.position),
  };
}

describeAction("orderOffboarding", {
  run: (as) => order(world, {}, as),
  changed: async () => {
    const { people, keys, rows } = await readAll();
    expect(people).toMatchObject([{ email: leaver, memberId: world.leaverId }]);
    expect(keys.map(({ keyId, choice }) => [keyId, choice])).toEqual([
      [world.busy, "stop"],
      [world.idle, "stop"],
    ]);
    expect(rows.map(({ operation, targetId }) => [operation, targetId])).toEqual([
      ["api_key.deactivate", world.busy],
      ["api_key.deactivate", world.idle],
      ["member.remove", world.leaverId],
    ]);
    expect(listWrites()).toEqual([]);
  },
  unchanged: async () => expect(await readAll()).toEqual({ people: [], keys: [], runs: [], rows: [] }),
  allowed: {
    by: { "an admin": personas.admin },
    audit: {
      targetLabel: "member.offboard",
      after: { act: "member.offboard", people: 1, name: expect.any(String), rows: 3 },
    },
  },
  forbidden: {
    by: { finance: personas.finance, "a lead": personas.lead, "a member": personas.member },
  },
  refusedByApi: { absent: "it only stores what the runner sends; the rows have their own refusals" },
  lost: {
    stored: {
      within: (run) => withBrokenTable("offboarding_keys", "insert", run),
      audit: { outcome: "failed" },
    },
  },
});

const reasonOf = async (given: Parameters<typeof order>[1], as?: string) =>
  (await order(world, given, as)).serverError?.reason;

describe("an order", () => {
  test("is carried out as the single operations that it consists of, each in the log", async () => {
    await order(world);
    await drain();
    expect(world.sandbox.store.users.get(world.leaverId)).toBeUndefined();
    for (const id of [world.busy, world.idle])
      expect(world.sandbox.store.keys.get(id)?.key.status).toBe("inactive");
    const db = await database();
    const [gone] = await db.select().from(members).where(eq(members.id, world.leaverId));
    expect(gone?.goneAt).not.toBeNull();
    expect((await readAuditLog()).map(({ action, outcome }) => [action, outcome]).toSorted()).toEqual([
      ["api_key.deactivate", "succeeded"],
      ["api_key.deactivate", "succeeded"],
      ["member.offboard", "succeeded"],
      ["member.remove", "succeeded"],
    ]);
  });

  test("withdraws the invite and the grant of an address without an account", async () => {
    const db = await database();
    await db
      .insert(grants)
      .values({ email: invited, persona: "auditor", createdBy: "x", createdAt: new Date() });
    const { data } = await order(world, { people: [{ key: invited, memberId: null }], keys: [] });
    expect(data?.ids).toHaveLength(1);
    await drain();
    expect(await db.$count(grants, eq(grants.email, invited))).toBe(0);
    expect((await readAuditLog()).map(({ action }) => action)).toEqual(
      expect.arrayContaining(["invite.withdraw", "grant.remove"]),
    );
  });

  test("keeps a key, or hands it to a named member with a note, and sends nothing for it", async () => {
    const { data } = await order(world, {
      keys: [
        { keyId: world.busy, choice: "hand_over", ownerId: world.heirId, note: "On call" },
        { keyId: world.idle, choice: "keep", ownerId: null, note: "" },
      ],
    });
    expect(data).toBeDefined();
    await drain();
    expect((await readAll()).keys).toMatchObject([
      { choice: "hand_over", ownerEmail: heir, note: "On call" },
      { choice: "keep", ownerId: null },
    ]);
    expect(world.sandbox.store.keys.get(world.busy)?.key.status).toBe("active");
  });

  test("hands no key to nobody, to someone unknown, or to someone who leaves as well", async () => {
    for (const ownerId of [null, "user_nobody", world.leaverId])
      expect(
        await reasonOf({
          keys: [
            { keyId: world.busy, choice: "hand_over", ownerId, note: "" },
            { keyId: world.idle, choice: "keep", ownerId: null, note: "" },
          ],
        }),
      ).toBe("unfit_owner");
    expect((await readAll()).runs).toEqual([]);
  });

  test("is refused when a key came that the person didn't see, or the person is another one", async () => {
    const created_by = { id: world.leaverId, type: "user" as const };
    world.sandbox.keys.add({ created_by, name: "late", scope: toScope(world.own) });
    await syncDirectory();
    expect(await reasonOf({})).toBe("plan_changed_meanwhile");
    expect(await reasonOf({ people: [{ key: leaver, memberId: null }] })).toBe("plan_changed_meanwhile");
    expect(await reasonOf({ people: [{ key: leaver, memberId: "user_x" }] })).toBe("plan_changed_meanwhile");
  });

  test("is refused for admins, and for oneself", async () => {
    const db = await database();
    const [self] = await db.select().from(members).where(eq(members.email, personas.admin));
    const mine = { people: [{ key: personas.admin, memberId: self?.id ?? "" }], keys: [] };
    expect(await reasonOf(mine)).toBe("own_account");
    const root = world.sandbox.users.add({ email: "root@northwind.example", role: "admin" });
    await syncDirectory();
    expect(await reasonOf({ people: [{ key: root.email, memberId: root.id }], keys: [] })).toBe(
      "immovable_member",
    );
  });

  test("is refused while another one is open, and allowed after it was canceled", async () => {
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    expect((await order(world, { startsAt })).data).toBeDefined();
    expect(await reasonOf({})).toBe("being_offboarded");
    const db = await database();
    await db.update(bulkRuns).set({ cancelledAt: new Date(), finishedAt: new Date() });
    expect(await reasonOf({})).toBeUndefined();
  });

  test("confirms a key in use, so that it stops although it has traffic", async () => {
    await addTraffic(world.busy, 1);
    await order(world);
    await drain();
    expect((await readAll()).rows.map(({ state }) => state)).toEqual(["succeeded", "succeeded", "succeeded"]);
  });

  test("waits for a second admin under the two-person rule, and sends nothing until then", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    await order(world);
    await drain();
    expect((await readAll()).runs).toMatchObject([{ needsApproval: true, isApproved: null }]);
    expect(listWrites()).toEqual([]);
  });

  test("needs a recent sign-in", async () => {
    const old = new Date(Date.now() - 16 * 60_000);
    const as = await startTestSession(personas.admin, { authenticatedAt: old });
    expect((await order(world, {}, as)).serverError?.code).toBe("step_up_required");
  });

  test("takes no text that the database can't store, and no time too far ahead", async () => {
    const keys = [{ keyId: world.busy, choice: "keep" as const, ownerId: null, note: "\0" }];
    expect((await order(world, { keys })).validationErrors?.code).toBe("invalid");
    const startsAt = new Date(Date.now() + 91 * 86_400_000).toISOString();
    expect((await order(world, { startsAt })).validationErrors?.code).toBe("invalid");
  });

  test("says of a step that the API refuses why, and does the others", async () => {
    const path = `/api_keys/${world.busy}`;
    world.sandbox.faults.add({ kind: "error", status: 400, method: "POST", path, times: 1 });
    await order(world);
    await drain();
    expect((await readAll()).rows).toMatchObject([
      { state: "failed", errorCode: "refused", requestId: expect.stringMatching(/^req_/) },
      { state: "succeeded" },
      { state: "succeeded" },
    ]);
  });

  test("looks a step up whose answer is lost, and doesn't send it again", async () => {
    const path = `/users/${world.leaverId}`;
    world.sandbox.faults.add({ kind: "lost_after", method: "DELETE", path, times: 1 });
    await order(world);
    await drain();
    expect((await readAll()).rows.at(-1)).toMatchObject({ state: "succeeded" });
    expect(world.sandbox.requests.get(`DELETE /v1/organizations${path}`)).toBe(1);
  });
});
