import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { toWhole } from "@/lib/sandbox/random";
import type { Campaign } from "./campaign";
import type { Installation } from "./installation";
import { forgetHolds, killBetweenWrites, slowDown, waitForRow } from "./kill-steps";
import { listViolations, type Plan } from "./review-truth";

const placeName = "Checkout – prod";
const changes = ["keep", "change", "remove"] as const;

/**
 * Submits a review of memberships and one of keys, and is killed while they are stored and applied. In the end, each
 * decision was done once, and what the reviews say is what the API holds.
 */
export const killReviews: Campaign = async (installation, { seed, kills }) => {
  const { api } = installation;
  const reviews = populate(installation, kills);
  await waitForRow(installation, "select from api_keys where name = 'reviewed last'");
  for (const review of reviews) await decide(installation, review);
  slowDown(installation, seed);
  for (const [at, review] of reviews.entries()) {
    const operationId = randomUUID();
    const cutOff = submit(installation, review, operationId);
    await pause(toWhole(0, 60, seed, "submit", at));
    await installation.killAndRestart();
    await forgetHolds(installation);
    await cutOff;
    // As a browser does that got no answer; and then a person who is told that the result isn't known.
    const again = await submit(installation, review, operationId);
    if (again?.serverError?.code === "outcome_unknown") await submit(installation, review, randomUUID());
  }
  await killBetweenWrites(installation, { seed, kills, of: "review", from: reviews.length });
  api.mischief = undefined;
  const found: string[] = [];
  for (const review of reviews) found.push(...(await listViolations(installation, review)));
  return found;
};

/** People and keys that no one else touches, a third of each for every decision. */
function populate({ api }: Installation, kills: number): Plan[] {
  const workspaceId = api.sandbox.store.workspaces.list().find(({ name }) => name === placeName)?.id ?? "";
  const people = Array.from({ length: 3 * kills }, (_, at) => {
    const { id } = api.sandbox.users.add({ email: `reviewed${at}@northwind.example`, role: "user" });
    api.sandbox.store.grants.get(workspaceId)?.set(id, "workspace_user");
    return id;
  });
  const scope = { type: "workspace", workspace_id: workspaceId } as const;
  const keys = Array.from(
    { length: 2 * kills },
    (_, at) => api.sandbox.keys.add({ name: `reviewed ${at}`, scope }).id,
  );
  keys.push(api.sandbox.keys.add({ name: "reviewed last", scope }).id);
  const toRows = (ids: readonly string[]) =>
    ids.map((userId, at) => ({ userId, decision: changes[at % changes.length] ?? "keep" }));
  return [
    { kind: "memberships", reviewId: randomUUID(), workspaceId, rows: toRows(people) },
    { kind: "keys", reviewId: randomUUID(), workspaceId, rows: toRows(keys) },
  ];
}

async function decide(
  installation: Installation,
  { kind, reviewId, workspaceId, rows }: Plan,
): Promise<void> {
  const dueOn = addDays(toDay(installation.api.nowMs), 14);
  await installation.askAsAdmin("startReview", {
    reviewId,
    kind,
    name: `Review of ${kind}`,
    note: "",
    scope: { of: "workspaces", ids: [workspaceId] },
    dueOn,
    cadence: "once",
    locale: "en",
    webhooks: [],
  });
  for (const decision of changes)
    await installation.askAsAdmin("decideReview", {
      reviewId,
      workspaceId,
      rows: rows.filter((row) => row.decision === decision).map(({ userId }) => ({ userId, version: 0 })),
      decision,
      newRole: decision === "change" && kind === "memberships" ? "workspace_developer" : null,
      rotateBy: decision === "change" && kind === "keys" ? dueOn : null,
      reason: "decided by the campaign",
    });
}

type Answer = { serverError?: { code: string } };

function submit(
  installation: Installation,
  { reviewId, workspaceId }: Plan,
  operationId: string,
): Promise<Answer | undefined> {
  return installation.askAsAdmin<Answer>("submitReview", { reviewId, workspaceId }, operationId);
}
