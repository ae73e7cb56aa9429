import { beforeEach, expect, test } from "vitest";
import { getActor } from "@/lib/core/auth/actor";
import { permitFor } from "@/lib/core/auth/test-permit";
import { markRead } from "@/lib/core/history/test-history";
import { countWaitingReviews } from "@/lib/governance/reviews/own-read-model";
import {
  decide,
  dueOn,
  findSelf,
  makeWorld,
  readRows,
  reviewId,
  start,
  type World,
} from "@/lib/governance/reviews/test-reviews";
import { personas } from "@/lib/sandbox/personas";
import { getOverview } from "./overview";

let world: World;
beforeEach(async () => {
  world = await makeWorld();
  await markRead();
});

async function read(email: string) {
  const actor = await getActor(email);
  if (!actor) throw new Error(`${email} is nobody`);
  return (await getOverview(permitFor(actor, "cost:read"))).attention;
}

const startOwn = (more = {}) => start({ scope: { of: "workspaces", ids: [world.own] }, ...more });

test("a lead's overview begins with what they have to decide, without the row about themselves", async () => {
  expect((await read(personas.lead)).map(({ kind }) => kind)).not.toContain("review_waiting");
  await startOwn();
  const { rows } = await readRows(world.own);
  const isListed = (await findSelf(world.own, personas.lead)) !== "";
  expect((await read(personas.lead))[0]).toMatchObject({
    kind: "review_waiting",
    detail: "Autumn",
    count: rows.length - (isListed ? 1 : 0),
    day: dueOn,
    isUrgent: false,
    href: `/reviews/${reviewId}`,
  });
  await decide(world.own, world.ana, "keep");
  expect((await read(personas.lead))[0]?.count).toBe(rows.length - (isListed ? 1 : 0) - 1);
});

test("the navigation counts a review until its last decision is made, and only for who decides", async () => {
  const count = async (email: string) => {
    const actor = await getActor(email);
    if (!actor) throw new Error(`${email} is nobody`);
    return countWaitingReviews(permitFor(actor, "sync:read"));
  };
  expect(await count(personas.lead)).toBe(0);
  await startOwn();
  expect(await count(personas.lead)).toBe(1);
  expect(await count(personas.finance)).toBe(0);
  const { rows } = await readRows(world.own);
  for (const { userId, email } of rows) if (email !== personas.lead) await decide(world.own, userId, "keep");
  expect(await count(personas.lead)).toBe(0);
});

test("of a lead's decisions, an admin is told of the one about the lead alone, and nobody else of any", async () => {
  await startOwn();
  expect(await findSelf(world.own, personas.lead)).not.toBe("");
  expect((await read(personas.admin)).find(({ kind }) => kind === "review_waiting")).toMatchObject({
    count: 1,
  });
  expect((await read(personas.finance)).map(({ kind }) => kind)).not.toContain("review_waiting");
});
