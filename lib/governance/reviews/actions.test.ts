import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { getActor } from "@/lib/core/auth/actor";
import { permitActor } from "@/lib/core/auth/permit";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { workspaces } from "@/lib/core/db/directory-tables";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { personas } from "@/lib/sandbox/personas";
import { closeReview, endReviewSeries, extendReview, reassignReview, remindReviewers } from "./actions";
import { getReview } from "./detail-read-model";
import { listReviews } from "./list-read-model";
import {
  decide,
  dueOn,
  findInherited,
  findRow,
  findSelf,
  makeWorld,
  ownName,
  reviewId,
  start,
  submit,
  type World,
} from "./test-reviews";

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

const by = permitFor("auditor", "reviews:read");
const list = async () => (await listReviews(by)).reviews;
const read = async () => (await getReview(by, reviewId)).review;
const placeOf = async (id: string) =>
  (await getReview(by, reviewId)).places.find(({ workspaceId }) => workspaceId === id);
const noApi = { absent: "Reviews are Castellan's own; the API has none." };
const managers = { "an admin": personas.admin };
const others = { by: { "a lead": personas.lead, finance: personas.finance, "a member": personas.member } };
const noReviewers = { by: { finance: personas.finance, "a member": personas.member } };
const broken = (table: string, event: "insert" | "update", given: () => unknown = () => null) => ({
  stored: { given, within: <T>(run: () => Promise<T>) => withBrokenTable(table, event, run) },
});
/** A review may have to be there before the database fails. */
const startOnce = async (more: Parameters<typeof start>[0] = {}) => {
  if ((await list()).length === 0) await start(more);
};
const later = addDays(dueOn, 7);

describeAction("startReview", {
  run: (as) => start({ cadence: "monthly" }, as),
  changed: async () => {
    expect(await list()).toMatchObject([{ id: reviewId, name: "Autumn", isOverdue: false }]);
    expect((await read()).hash).toMatch(/^[0-9a-f]{64}$/);
  },
  unchanged: async () => expect(await list()).toEqual([]),
  allowed: {
    by: managers,
    audit: {
      targetId: reviewId,
      targetLabel: "Autumn",
      after: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
  },
  forbidden: others,
  refusedByApi: noApi,
  lost: broken("review_rows", "insert"),
});

describe("startReview", () => {
  test("startReview refuses the ID of another review", async () => {
    await startOnce();
    expect((await start()).serverError).toMatchObject({ code: "conflict" });
    expect(await list()).toHaveLength(1);
  });

  test("startReview refuses a due date in the past, and workspaces without anyone", async () => {
    const past = await start({ dueOn: addDays(toDay(new Date()), -1) });
    expect(past.serverError).toMatchObject({ code: "invalid", fields: { dueOn: [expect.anything()] } });
    const none = await start({ scope: { of: "tag", key: "no", value: "such" } });
    expect(none.serverError).toMatchObject({
      reason: "review_without_rows",
      fields: { scope: [expect.anything()] },
    });
    expect(await list()).toEqual([]);
  });

  test("startReview covers the chosen workspaces, and asks their leads, or admins where there is none", async () => {
    await start({ scope: { of: "workspaces", ids: [world.own] } });
    const { places } = await getReview(by, reviewId);
    expect(places.map(({ workspaceId }) => workspaceId)).toEqual([world.own]);
    expect(places[0]?.reviewers).toContainEqual({ email: personas.lead, mayDecide: true });
  });
});

test.each([
  ["selected workspaces", () => ({ of: "workspaces" as const, ids: [world.own, world.foreign] })],
  ["all workspaces", () => ({ of: "all" as const })],
  ["workspaces with a tag", () => ({ of: "tag" as const, key: "stage", value: "own" })],
])(
  "reviewers of %s chosen at the start are asked instead of the leads, and must be able to decide",
  async (_, toScope) => {
    await (await database())
      .update(workspaces)
      .set({ tags: { stage: "own" } })
      .where(eq(workspaces.id, world.own));
    const scope = (reviewer: string) => ({ ...toScope(), reviewers: { [world.own]: [reviewer] } });
    const unfit = await start({ scope: scope(personas.member) });
    expect(unfit.serverError).toMatchObject({
      reason: "reviewer_without_access",
      fields: { reviewers: [personas.member] },
    });
    expect(await list()).toEqual([]);
    await start({ scope: scope(personas.admin) });
    expect((await placeOf(world.own))?.reviewers).toEqual([{ email: personas.admin, mayDecide: true }]);
    const refused = await decide(world.own, world.ana, "keep");
    expect(refused.serverError).toMatchObject({ reason: "not_reviewer" });
  },
);

describeAction("decideReview", {
  run: async (as) => {
    await startOnce();
    return decide(world.own, world.ana, "remove", { as });
  },
  changed: async () =>
    expect(await findRow(world.own, world.ana)).toMatchObject({
      decision: "remove",
      state: "decided",
      version: 1,
    }),
  unchanged: async () =>
    expect(await findRow(world.own, world.ana)).toMatchObject({ decision: null, state: "open", version: 0 }),
  allowed: { by: { ...managers, "the lead": personas.lead }, audit: { targetLabel: ownName } },
  forbidden: noReviewers,
  refusedByApi: noApi,
  alsoAudited: ["review.start"],
  lost: broken("review_rows", "update", () => startOnce()),
});

describe("decideReview", () => {
  test("decideReview asks for a reason where the evidence suggests something else, and for another role", async () => {
    await start();
    const same = await decide(world.own, world.ana, "change", { newRole: "workspace_user" });
    expect(same.serverError).toMatchObject({ code: "invalid" });
    const admin = await findInherited(world.own);
    const task = await decide(world.own, admin, "remove", { reason: "" });
    expect(task.serverError).toMatchObject({ reason: "decision_needs_reason" });
    const change = await decide(world.own, admin, "change", { newRole: "workspace_user" });
    expect(change.serverError).toMatchObject({ reason: "inherited_access" });
  });

  test("decideReview takes a decision back", async () => {
    await start();
    await decide(world.own, world.ana, "keep");
    await decide(world.own, world.ana, null);
    expect(await findRow(world.own, world.ana)).toMatchObject({
      decision: null,
      decidedBy: null,
      state: "open",
    });
  });

  test("decideReview lets no one decide about themselves, but an admin about the lead", async () => {
    await start();
    const lead = await findSelf(world.own, personas.lead);
    expect((await decide(world.own, lead, "keep")).serverError).toMatchObject({ reason: "own_membership" });
    expect((await decide(world.own, lead, "keep", { as: personas.admin })).serverError).toBeUndefined();
  });
});

describeAction("submitReview", {
  run: async (as) => {
    await startOnce();
    await decide(world.own, world.ana, "keep");
    await decide(world.own, world.ben, "remove");
    return submit(world.own, as);
  },
  changed: async ({ data }) => {
    expect(data).toMatchObject({ kept: 1, calls: 1, tasks: 0, runId: expect.any(String) });
    expect(await findRow(world.own, world.ana)).toMatchObject({ state: "kept" });
    expect(await findRow(world.own, world.ben)).toMatchObject({ state: "waiting" });
  },
  unchanged: async () => expect(await findRow(world.own, world.ben)).toMatchObject({ state: "decided" }),
  allowed: {
    by: { ...managers, "the lead": personas.lead },
    audit: { targetId: reviewId, targetLabel: ownName, after: { rows: 1 } },
  },
  forbidden: noReviewers,
  refusedByApi: { absent: "The bulk change that it starts asks the API, row by row." },
  alsoAudited: ["review.start", "review.decide"],
  lost: broken("bulk_runs", "insert"),
});

describeAction("reassignReview", {
  run: async (as) => {
    await startOnce();
    const before = ((await placeOf(world.own))?.reviewers ?? []).map(({ email }) => email);
    return inRequest({ as }, () =>
      reassignReview({ reviewId, workspaceId: world.own, before, reviewers: [personas.admin] }),
    );
  },
  changed: async () =>
    expect((await placeOf(world.own))?.reviewers).toEqual([{ email: personas.admin, mayDecide: true }]),
  unchanged: async () =>
    expect((await placeOf(world.own))?.reviewers).toContainEqual({ email: personas.lead, mayDecide: true }),
  allowed: { by: managers, audit: { after: { reviewers: [personas.admin] } } },
  forbidden: others,
  refusedByApi: noApi,
  alsoAudited: ["review.start"],
  lost: broken("review_workspaces", "update", () => startOnce()),
});

test("reminders by hand are limited as all that is sent by hand", async () => {
  await start();
  const as = await startTestSession(personas.admin);
  const remind = () => inRequest({ as, keepsTries: true }, () => remindReviewers({ reviewId }));
  for (let times = 0; times < 20; times += 1) expect((await remind()).serverError).toBeUndefined();
  expect((await remind()).serverError).toMatchObject({ code: "too_many_requests" });
});

test("a reviewer who could decide nothing isn't assigned", async () => {
  await start();
  const before = ((await placeOf(world.own))?.reviewers ?? []).map(({ email }) => email);
  const given = { reviewId, workspaceId: world.own, before, reviewers: [personas.member] };
  const { serverError } = await inRequest({ as: personas.admin }, () => reassignReview(given));
  expect(serverError).toMatchObject({
    reason: "reviewer_without_access",
    fields: { reviewers: [personas.member] },
  });
});

describeAction("extendReview", {
  run: async (as) => {
    await startOnce();
    return inRequest({ as }, () => extendReview({ reviewId, before: dueOn, dueOn: later }));
  },
  changed: async () => expect((await read()).dueOn).toBe(later),
  unchanged: async () => expect((await read()).dueOn).toBe(dueOn),
  allowed: { by: managers, audit: { before: { dueOn }, after: { dueOn: later } } },
  forbidden: others,
  refusedByApi: noApi,
  alsoAudited: ["review.start"],
  lost: broken("reviews", "update", () => startOnce()),
});

const listMessages = async () => (await database()).select().from(deliveries);

describeAction("remindReviewers", {
  run: async (as) => {
    await startOnce();
    return inRequest({ as }, () => remindReviewers({ reviewId }));
  },
  changed: async () =>
    expect((await listMessages()).map(({ recipient }) => recipient)).toContain(personas.lead),
  unchanged: async () => expect(await listMessages()).toEqual([]),
  allowed: { by: managers, audit: { after: { messages: expect.any(Number) } } },
  forbidden: others,
  refusedByApi: noApi,
  alsoAudited: ["review.start"],
  lost: broken("deliveries", "insert"),
});

describeAction("endReviewSeries", {
  run: async (as) => {
    await startOnce({ cadence: "quarterly" });
    return inRequest({ as }, () => endReviewSeries({ reviewId }));
  },
  changed: async () => expect((await read()).nextAt).toBeNull(),
  unchanged: async () => expect((await read()).nextAt).not.toBeNull(),
  allowed: { by: managers, audit: { before: { cadence: "quarterly" } } },
  forbidden: others,
  refusedByApi: noApi,
  alsoAudited: ["review.start"],
  lost: broken("reviews", "update", () => startOnce({ cadence: "quarterly" })),
});

describeAction("closeReview", {
  run: async (as) => {
    await startOnce();
    return inRequest({ as }, () => closeReview({ reviewId, reason: "The year ends." }));
  },
  changed: async () => {
    expect(await read()).toMatchObject({ closedBy: personas.admin, closeReason: "The year ends." });
    expect(await findRow(world.own, world.ana)).toMatchObject({ state: "exception" });
  },
  unchanged: async () => expect((await read()).closedAt).toBeNull(),
  allowed: { by: managers, audit: { after: { note: "The year ends.", exceptions: expect.any(Number) } } },
  forbidden: others,
  refusedByApi: noApi,
  alsoAudited: ["review.start"],
  lost: broken("review_rows", "update", () => startOnce()),
});

test("whoever closes is told how many decisions they could still submit, and what is being applied", async () => {
  await start({ scope: { of: "workspaces", ids: [world.own] } });
  const admin = permitActor(await getActor(personas.admin), "reviews:read");
  const places = async () => (await getReview(admin, reviewId)).places;
  await decide(world.own, world.ana, "keep");
  await decide(world.own, world.ben, "remove");
  expect(await places()).toMatchObject([{ unsent: 2, waiting: 0 }]);
  await submit(world.own);
  expect(await places()).toMatchObject([{ unsent: 0, waiting: 1 }]);
});

test("closing with open rows needs a reason, and then nothing can be decided any more", async () => {
  await start();
  const close = (reason: string) =>
    inRequest({ as: personas.admin }, () => closeReview({ reviewId, reason }));
  expect((await close("")).serverError).toMatchObject({ reason: "decision_needs_reason" });
  await close("Enough.");
  expect((await decide(world.own, world.ana, "keep")).serverError).toMatchObject({ reason: "review_closed" });
  expect((await submit(world.own)).serverError).toMatchObject({ reason: "review_closed" });
  expect((await close("Again.")).serverError).toMatchObject({ reason: "review_closed" });
});
