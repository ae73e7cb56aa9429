import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { getActor } from "@/lib/core/auth/actor";
import { permitActor } from "@/lib/core/auth/permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { identities } from "@/lib/core/db/identity-tables";
import { addDays } from "@/lib/core/format/calendar";
import { personas } from "@/lib/sandbox/personas";
import { answerReviewer, askAboutReview, extendReview, handOverReview } from "./actions";
import type { Ask, HandOver } from "./change-schema";
import { composeReviewMail } from "./compose";
import { getReview } from "./detail-read-model";
import { expandReminders } from "./reminders-store";
import { decide, dueOn, findRow, makeWorld, reviewId, start, type World } from "./test-reviews";

let world: World;
const second = "second@northwind.example";
const gone = { stopped: "recipient_gone" };

/** Both lead both workspaces. */
beforeEach(async () => {
  world = await makeWorld();
  const { id: lead } = await findMember(personas.lead);
  const other = world.sandbox.users.add({ email: second, role: "user" }).id;
  for (const place of [world.own, world.foreign])
    for (const id of [lead, other]) world.sandbox.store.grants.get(place)?.set(id, "workspace_admin");
  await syncDirectory();
  await start({ scope: { of: "workspaces", ids: [world.own, world.foreign] } });
});

async function findMember(email: string) {
  const db = await database();
  const [found] = await db.select().from(members).where(eq(members.email, email));
  if (!found) throw new Error("there is no such member");
  return found;
}

async function demote(email: string, workspaceId: string): Promise<void> {
  const { id } = await findMember(email);
  const isIt = and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.userId, id));
  await (await database()).update(workspaceMembers).set({ role: "workspace_user" }).where(isIt);
}

/** The lead's address is someone else's from now on, who leads the same workspaces. */
async function recycle(email: string): Promise<void> {
  const account = { method: "oidc", issuer: "https://id.example", subject: "2", boundAt: new Date() };
  const personSince = new Date();
  await (await database()).insert(identities).values({ email, ...account, seenAt: new Date(), personSince });
}

const readEvents = async (email: string) =>
  (await getReview(permitActor(await getActor(email), "reviews:read"), reviewId)).events;
const composeAll = async (to: string, occasion: string) => {
  const rows = await (await database()).select().from(deliveries).where(eq(deliveries.recipient, to));
  const found = rows.filter((row) => row.occasion.startsWith(occasion));
  return Promise.all(found.map((row) => composeReviewMail({ ...row, channel: "person" })));
};
const ask = (more: Partial<Ask>) =>
  inRequest({ as: personas.lead }, () =>
    askAboutReview({
      reviewId,
      workspaceId: world.foreign,
      row: world.ana,
      dueOn: null,
      note: "Who is she?",
      ...more,
    }),
  );
const askForDays = () => ask({ workspaceId: null, row: null, dueOn: addDays(dueOn, 7), note: "On leave" });
const answer = async () => {
  const eventId = (await readEvents(personas.admin)).find(({ kind }) => kind === "question")?.id ?? "";
  return inRequest({ as: personas.admin }, () => answerReviewer({ reviewId, eventId, answer: "An intern" }));
};
const hand = (more: Partial<HandOver>) =>
  inRequest({ as: personas.lead }, () =>
    handOverReview({
      reviewId,
      workspaceId: world.foreign,
      rows: [world.ana],
      to: second,
      note: "Yours",
      ...more,
    }),
  );

test("whoever no longer leads a workspace neither reads what they asked about it nor gets the answer", async () => {
  await ask({});
  await answer();
  expect(await readEvents(personas.lead)).toMatchObject([{ kind: "question", answer: "An intern" }]);
  expect(JSON.stringify(await composeAll(personas.lead, "answered"))).toContain("An intern");
  await demote(personas.lead, world.foreign);
  expect(await readEvents(personas.lead)).toEqual([]);
  expect(await composeAll(personas.lead, "answered")).toEqual([gone]);
});

test("whoever gets a reviewer's address reads what a workspace of theirs was asked, and nothing else of that reviewer", async () => {
  await ask({});
  await askForDays();
  const asked = [{ kind: "question" }, { kind: "days" }];
  expect(await readEvents(personas.lead)).toMatchObject(asked);
  await recycle(personas.lead);
  expect(await readEvents(personas.lead)).toMatchObject([{ kind: "question", byName: null }]);
  expect(await readEvents(personas.admin)).toMatchObject(asked.map((one) => ({ ...one, byName: null })));
  expect((await answer()).serverError).toBeUndefined();
  await inRequest({ as: personas.admin }, () =>
    extendReview({ reviewId, before: dueOn, dueOn: addDays(dueOn, 7) }),
  );
  expect(await composeAll(personas.lead, "answered")).toEqual([]);
});

test("an answer that waits is not for whoever gets the address meanwhile", async () => {
  await askForDays();
  await ask({});
  await answer();
  await inRequest({ as: personas.admin }, () =>
    extendReview({ reviewId, before: dueOn, dueOn: addDays(dueOn, 7) }),
  );
  await recycle(personas.lead);
  expect(await composeAll(personas.lead, "answered")).toEqual([gone, gone]);
});

test("a decision is nobody's by name once the address of who made it is someone else's", async () => {
  await decide(world.own, world.ana, "keep");
  expect(await findRow(world.own, world.ana)).toMatchObject({ decidedByName: expect.any(String) });
  await recycle(personas.lead);
  expect(await findRow(world.own, world.ana)).toMatchObject({
    decidedBy: personas.lead,
    decidedByName: null,
  });
});

test("what was handed over is mailed only while its reader leads the workspace", async () => {
  await hand({});
  expect(JSON.stringify(await composeAll(second, "handed_over"))).toContain("Yours");
  await demote(second, world.foreign);
  expect(await composeAll(second, "handed_over")).toEqual([gone]);
});

test("what was handed over about several workspaces is shown and mailed only to who leads them all", async () => {
  await hand({ workspaceId: null, rows: null });
  expect(await readEvents(second)).toMatchObject([{ kind: "handed_over", note: "Yours" }]);
  expect(JSON.stringify(await composeAll(second, "handed_over"))).toContain("Yours");
  await demote(second, world.foreign);
  expect(await readEvents(second)).toEqual([]);
  expect(await composeAll(second, "handed_over")).toEqual([gone]);
  expect(await readEvents(personas.lead)).toMatchObject([{ kind: "handed_over" }]);
});

test("nobody is reminded of reviews whose role has none", async () => {
  await expandReminders(new Date(`${dueOn}T12:00:00Z`));
  expect(JSON.stringify(await composeAll(second, "day"))).toContain("Autumn");
  await (await database()).update(members).set({ role: "billing" }).where(eq(members.email, second));
  expect(await composeAll(second, "day")).toEqual([gone]);
});
