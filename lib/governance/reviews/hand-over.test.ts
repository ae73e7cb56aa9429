import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { getActor } from "@/lib/core/auth/actor";
import { permitActor } from "@/lib/core/auth/permit";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { requireActor } from "@/lib/core/entry/action-steps";
import { describeAction } from "@/lib/core/entry/test-action";
import { addDays } from "@/lib/core/format/calendar";
import { personas } from "@/lib/sandbox/personas";
import {
  answerReviewer,
  askAboutReview,
  closeReview,
  extendReview,
  handOverReview,
  submitReview,
} from "./actions";
import type { Ask, HandOver } from "./change-schema";
import { composeReviewMail } from "./compose";
import { getReview } from "./detail-read-model";
import { limitMessages } from "./message-limit";
import { listOwnReviews } from "./own-read-model";
import { countLeft, expandReminders } from "./reminders-store";
import {
  decide,
  drain,
  dueOn,
  findRow,
  findSelf,
  makeWorld,
  ownName,
  readPack,
  readRows,
  reviewId,
  start,
  submit,
  type World,
} from "./test-reviews";

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

const auditor = permitFor("auditor", "reviews:read");
const detail = () => getReview(auditor, reviewId);
const started = async () => {
  const { places } = await getReview(auditor, reviewId).catch(() => ({ places: [] }));
  if (places.length === 0) await start();
};
const ofAna = async () => findRow(world.own, world.ana);
const noApi = { absent: "Reviews are Castellan's own; the API has none." };
const noReviewers = { by: { finance: personas.finance, "a member": personas.member } };
const reviewers = { "an admin": personas.admin, "the lead": personas.lead };
const broken = {
  stored: {
    given: started,
    within: <T>(run: () => Promise<T>) => withBrokenTable("review_events", "insert", run),
  },
};

type As = Parameters<typeof inRequest>[0]["as"];
const hand = (more: Partial<HandOver> = {}, as: As = personas.lead) =>
  inRequest({ as }, () =>
    handOverReview({
      reviewId,
      workspaceId: world.own,
      rows: [world.ana],
      to: personas.admin,
      note: "You know her",
      ...more,
    }),
  );
const ask = (more: Partial<Ask> = {}, as: As = personas.lead) =>
  inRequest({ as }, () =>
    askAboutReview({
      reviewId,
      workspaceId: world.own,
      row: world.ana,
      dueOn: null,
      note: "Who is she?",
      ...more,
    }),
  );
const askForDays = () => ask({ workspaceId: null, row: null, dueOn: addDays(dueOn, 7), note: "On leave" });
const countOf = async (email: string) => {
  const actor = await getActor(email);
  const [own] = actor ? await listOwnReviews(actor) : [];
  return own?.count ?? 0;
};
const listMail = async (to: string) => {
  const rows = await (await database()).select().from(deliveries);
  const composed = rows
    .filter(({ recipient }) => recipient === to)
    .map((row) => composeReviewMail({ ...row, channel: "person" }));
  return JSON.stringify(await Promise.all(composed));
};

describeAction("handOverReview", {
  run: async (as) => {
    await started();
    return hand({}, as);
  },
  changed: async () => {
    expect(await ofAna()).toMatchObject({ handedTo: personas.admin, decision: null });
    expect((await detail()).events).toMatchObject([{ kind: "handed_over", note: "You know her" }]);
  },
  unchanged: async () => expect(await ofAna()).toMatchObject({ handedTo: null }),
  allowed: { by: reviewers, audit: { targetLabel: "Autumn", after: { to: personas.admin } } },
  forbidden: noReviewers,
  refusedByApi: noApi,
  alsoAudited: ["review.start"],
  lost: broken,
});

describeAction("askAboutReview", {
  run: async (as) => {
    await started();
    return ask({}, as);
  },
  changed: async () =>
    expect((await detail()).events).toMatchObject([
      { kind: "question", rows: [world.ana], answeredAt: null },
    ]),
  unchanged: async () => expect((await detail()).events).toEqual([]),
  allowed: { by: reviewers, audit: { targetLabel: "Autumn", after: { note: "Who is she?" } } },
  forbidden: noReviewers,
  refusedByApi: noApi,
  alsoAudited: ["review.start"],
  lost: broken,
});

const findAsked = async () => (await detail()).events.find(({ kind }) => kind === "question");

describeAction("answerReviewer", {
  run: async (as) => {
    await started();
    if (!(await findAsked())) await ask();
    const eventId = (await findAsked())?.id ?? "";
    return inRequest({ as }, () => answerReviewer({ reviewId, eventId, answer: "An intern" }));
  },
  changed: async () =>
    expect(await findAsked()).toMatchObject({ answer: "An intern", answeredBy: personas.admin }),
  unchanged: async () => expect(await findAsked()).toMatchObject({ answer: null }),
  allowed: { by: { "an admin": personas.admin }, audit: { after: { note: "An intern" } } },
  forbidden: { by: { "a lead": personas.lead, ...noReviewers.by } },
  refusedByApi: noApi,
  alsoAudited: ["review.start", "review.ask"],
  lost: {
    stored: {
      given: async () => {
        await started();
        await ask();
      },
      within: (run) => withBrokenTable("review_events", "update", run),
    },
  },
});

test("a row that was handed over waits for that person alone, who learns of it by mail", async () => {
  await start();
  const [ofLead, ofAdmin] = [await countOf(personas.lead), await countOf(personas.admin)];
  expect((await hand()).serverError).toBeUndefined();
  expect(await countOf(personas.lead)).toBe(ofLead - 1);
  expect(await countOf(personas.admin)).toBe(ofAdmin + 1);
  expect(await listMail(personas.admin)).toContain("You know her");
});

test("a lead to whom one row was handed over decides and submits about that row only", async () => {
  const second = world.sandbox.users.add({ email: "second@northwind.example", role: "user" }).id;
  world.sandbox.store.grants.get(world.own)?.set(second, "workspace_admin");
  await syncDirectory();
  await start({ scope: { of: "workspaces", ids: [world.own], reviewers: { [world.own]: [personas.lead] } } });
  const as = "second@northwind.example";
  expect((await decide(world.own, world.ana, "keep", { as })).serverError).toMatchObject({
    reason: "not_reviewer",
  });
  expect((await hand({ to: as })).serverError).toBeUndefined();
  const { places } = await getReview(permitActor(await getActor(as), "reviews:read"), reviewId);
  expect(places).toMatchObject([{ isMine: true, mayHandOver: false }]);
  expect((await decide(world.own, world.ben, "keep", { as })).serverError).toMatchObject({
    reason: "not_reviewer",
  });
  expect((await decide(world.own, world.ana, "keep", { as })).serverError).toBeUndefined();
  await decide(world.own, world.ben, "keep");
  expect((await submit(world.own, as)).data).toMatchObject({ kept: 1 });
  expect(await ofAna()).toMatchObject({ state: "kept" });
  expect(await findRow(world.own, world.ben)).toMatchObject({ state: "decided" });
});

test("whoever hands over a workspace, or all of theirs, is no longer its reviewer", async () => {
  await start();
  expect((await hand({ workspaceId: null, rows: null })).serverError).toBeUndefined();
  const place = (await detail()).places.find(({ workspaceId }) => workspaceId === world.own);
  expect(place?.reviewers).toEqual([{ email: personas.admin, mayDecide: true }]);
  expect(await countOf(personas.lead)).toBe(0);
  expect((await decide(world.own, world.ana, "keep")).serverError).toMatchObject({ reason: "not_reviewer" });
  expect((await hand({ workspaceId: null, rows: null })).serverError).toMatchObject({
    reason: "not_reviewer",
  });
});

test("nothing is handed to someone who may not decide, about themselves, or by whom it is about", async () => {
  await start();
  const unfit = { reason: "reviewer_without_access", fields: { to: [personas.member] } };
  expect((await hand({ to: personas.member })).serverError).toMatchObject(unfit);
  const self = await findSelf(world.own, personas.lead);
  expect((await hand({ rows: [self] })).serverError).toMatchObject({ reason: "own_membership" });
  expect((await hand({ rows: [self], to: personas.lead }, personas.admin)).serverError).toMatchObject({
    reason: "own_membership",
  });
  expect((await hand({ workspaceId: world.foreign })).serverError).toMatchObject({ code: "not_found" });
});

test("what a reviewer may not decide waits for the fallback reviewers, who are admins", async () => {
  const unfit = await start({ fallback: [personas.lead] });
  expect(unfit.serverError).toMatchObject({ fields: { fallback: [personas.lead] } });
  await start({
    scope: { of: "workspaces", ids: [world.own], reviewers: { [world.own]: [personas.lead] } },
    fallback: [personas.admin],
  });
  expect(await countOf(personas.admin)).toBe(1);
  expect(await countLeft(reviewId, { isAdmin: true, email: personas.admin, stage: "week" })).toEqual([
    { name: ownName, open: 1 },
  ]);
});

test("what is overdue climbs to the admins, with all that is open", async () => {
  await start({ scope: { of: "workspaces", ids: [world.own] } });
  const open = (await readRows(world.own)).rows.length;
  await expandReminders(new Date(`${addDays(dueOn, 1)}T12:00:00Z`));
  expect(await listMail(personas.admin)).toContain("overdue");
  expect(await countLeft(reviewId, { isAdmin: true, email: personas.admin, stage: "overdue" })).toEqual([
    { name: ownName, open },
  ]);
});

test("a question waits for the admins, and its answer reaches who asked", async () => {
  await start();
  const before = await countOf(personas.admin);
  await ask();
  expect(await countOf(personas.admin)).toBe(before + 1);
  expect(await listMail(personas.admin)).toContain("Who is she?");
  const eventId = (await findAsked())?.id ?? "";
  const answer = () =>
    inRequest({ as: personas.admin }, () => answerReviewer({ reviewId, eventId, answer: "An intern" }));
  await answer();
  expect((await answer()).serverError).toMatchObject({ code: "conflict" });
  expect(await countOf(personas.admin)).toBe(before);
  expect(await listMail(personas.lead)).toContain("An intern");
});

test("the questions and hand-overs of one session are limited together, because each is mailed", async () => {
  await start();
  const session = await startTestSession(personas.lead);
  expect((await ask({}, session)).serverError).toBeUndefined();
  await inRequest({ as: session }, async () => {
    for (let spent = 1; spent < 60; spent += 1) await limitMessages(await requireActor());
  });
  expect((await ask({}, session)).serverError).toMatchObject({ code: "too_many_requests" });
  expect((await hand({}, session)).serverError).toMatchObject({ code: "too_many_requests" });
  expect((await detail()).events).toHaveLength(1);
  expect((await ask()).serverError).toBeUndefined();
});

test("more time is asked for until a later day, and a later due date answers", async () => {
  await start();
  expect((await ask({ workspaceId: null, row: null, dueOn })).serverError).toMatchObject({ code: "invalid" });
  await askForDays();
  expect(await listMail(personas.admin)).toContain("On leave");
  await inRequest({ as: personas.admin }, () =>
    extendReview({ reviewId, before: dueOn, dueOn: addDays(dueOn, 7) }),
  );
  const { events } = await detail();
  expect(events).toMatchObject([{ kind: "days", answer: "", answeredBy: personas.admin }, { kind: "due" }]);
});

test("a lead sees what happened in their workspaces and what they asked, and nothing of others", async () => {
  await start();
  await hand({ workspaceId: world.foreign, rows: [world.ben] }, personas.admin);
  await ask();
  await askForDays();
  const actor = await getActor(personas.lead);
  if (!actor) throw new Error("there is no lead");
  const lead = await getReview(permitFor(actor, "reviews:read"), reviewId);
  expect(lead.events.map(({ kind }) => kind)).toEqual(["question", "days"]);
});

test.each([
  ["keep", "kept"],
  ["remove", "applied"],
] as const)(
  "rows that nobody decided about are done by %s once an admin closes the review",
  async (undecided, state) => {
    await start({ scope: { of: "workspaces", ids: [world.own] }, undecided });
    const rest = (as: string) =>
      inRequest({ as }, () =>
        submitReview({ reviewId, workspaceId: world.own, undecided: "Nobody answered" }),
      );
    expect((await rest(personas.lead)).serverError).toMatchObject({ reason: "not_reviewer" });
    expect((await rest(personas.admin)).serverError).toBeUndefined();
    await drain();
    expect(await ofAna()).toMatchObject({ state, reason: "Nobody answered", decidedBy: personas.admin });
    const closed = await inRequest({ as: personas.admin }, () =>
      closeReview({ reviewId, reason: "The end" }),
    );
    expect(closed.serverError).toBeUndefined();
  },
);

test("without such a rule, what nobody decided about stays an exception", async () => {
  await start({ scope: { of: "workspaces", ids: [world.own] } });
  await inRequest({ as: personas.admin }, () =>
    submitReview({ reviewId, workspaceId: world.own, undecided: "Nobody answered" }),
  );
  expect(await ofAna()).toMatchObject({ state: "open", decision: null });
});

test("the pack says what happened around the decisions", async () => {
  await start({ scope: { of: "workspaces", ids: [world.own] }, undecided: "keep" });
  await hand();
  await ask();
  await askForDays();
  const { report, whole } = await readPack();
  const { events, review } = whole;
  expect(review).toMatchObject({ fallback: [], undecided: "keep" });
  expect(events).toMatchObject([
    { kind: "handed_over", by: personas.lead, reviewers: [personas.admin], note: "You know her" },
    { kind: "question", note: "Who is she?", answer: null },
    { kind: "days", note: "On leave" },
  ]);
  for (const words of ["Handed over", "You know her", "Who is she?", "On leave"])
    expect(report).toContain(words);
});
