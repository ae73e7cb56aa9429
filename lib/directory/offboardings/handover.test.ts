import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { invitedMemberships } from "@/lib/core/db/own-tables";
import { assignKey } from "@/lib/directory/keys/actions";
import { getKeyDetail } from "@/lib/directory/keys/detail-read-model";
import { personas } from "@/lib/sandbox/personas";
import { readPlan } from "./plan-read-model";
import { getReceipt } from "./receipt-read-model";
import type { OrderInput } from "./schema";
import { drain, heir, invited, leaver, makeWorld, order, type World } from "./test-offboardings";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

const note = "Runs the nightly import.";
const handOver = (): Partial<OrderInput> => ({
  keys: [world.busy, world.idle].map((keyId) => ({
    keyId,
    choice: "hand_over",
    ownerId: world.heirId,
    note,
  })),
});
const toLead = (workspaceIds: string[]) => permitFor(newActor("lead", { workspaceIds }), "keys:read");
const read = async (keyId: string, by = permitFor("admin", "keys:read")) =>
  (await getKeyDetail(by, keyId)).handovers;

test("a key says to whom it was handed over, by whom, and why, once that is done", async () => {
  const { data } = await order(world, handOver());
  expect(await read(world.busy)).toEqual([]);
  await drain();
  expect(await read(world.busy)).toEqual([
    {
      offboardingId: data?.ids[0],
      personId: world.leaverId,
      person: "Lee Leaver",
      ownerId: world.heirId,
      ownerEmail: heir,
      ownerName: "Hedy Heir",
      note,
      by: personas.admin,
      byName: "Inês Duarte",
      at: expect.any(String),
    },
  ]);
});

test("a lead learns it of their keys once the person has left, and follows no name out of reach", async () => {
  await order(world, handOver());
  await drain();
  await syncDirectory();
  expect(await read(world.busy, toLead([world.own]))).toMatchObject([
    { ownerEmail: heir, ownerId: null, note },
  ]);
  await expect(read(world.idle, toLead([world.own]))).rejects.toMatchObject({ code: "not_found" });
});

test("a lead learns nothing while the person is a member", async () => {
  const path = `/users/${world.leaverId}`;
  world.sandbox.faults.add({ kind: "error", status: 400, method: "DELETE", path });
  await order(world, handOver());
  await drain();
  expect(await read(world.busy, toLead([world.own]))).toEqual([]);
});

test("the owner of a key decides about it when they leave, and its creator no longer does", async () => {
  await inRequest({ as: personas.admin }, () => assignKey({ keyId: world.busy, ownerId: world.heirId }));
  const by = permitFor("admin", "members:write");
  const { people } = await readPlan(by, { memberIds: [world.leaverId, world.heirId], addresses: [] });
  expect(people.map(({ email, keys }) => [email, keys.map(({ id }) => id)])).toEqual([
    [heir, [world.busy]],
    [leaver, [world.idle]],
  ]);
  const decision = { keyId: world.busy, ownerId: world.leaverId, note };
  const { data } = await order(world, {
    people: [{ key: heir, memberId: world.heirId }],
    keys: [{ ...decision, choice: "hand_over" }],
  });
  await drain();
  const receipt = await getReceipt(permitFor("admin", "members:read"), { id: data?.ids[0] ?? "" });
  expect(receipt.keys).toMatchObject([{ id: world.busy, fate: "hand_over", ownerEmail: leaver }]);
  expect((await getKeyDetail(permitFor("admin", "keys:read"), world.busy)).key.owner?.name).toBe(
    "Lee Leaver",
  );
});

test("the plan names what is planned with an invite, and not what was given", async () => {
  const db = await database();
  const row = {
    workspaceId: world.own,
    role: "workspace_user",
    createdBy: personas.admin,
    createdAt: new Date(),
  };
  await db.insert(invitedMemberships).values([
    { ...row, email: invited },
    { ...row, email: leaver, workspaceId: world.other },
    { ...row, email: leaver, appliedAt: new Date() },
  ]);
  const by = permitFor("admin", "members:write");
  const { people } = await readPlan(by, { memberIds: [world.leaverId], addresses: [invited] });
  expect(
    people.map(({ email, planned, invites }) => [email, planned.map(({ id }) => id), invites.length]),
  ).toEqual([
    [leaver, [world.other], 0],
    [invited, [world.own], 1],
  ]);
});
