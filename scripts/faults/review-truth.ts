import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { ReviewRowsPage } from "@/lib/governance/reviews/schema";
import type { Decision, ReviewKind } from "@/lib/governance/reviews/vocabulary";
import type { Installation } from "./installation";

export type Planned = { userId: string; decision: Decision };
export type Plan = { kind: ReviewKind; reviewId: string; workspaceId: string; rows: Planned[] };

type Row = ReviewRowsPage["rows"][number];
type Ended = { user_id: string; outcome: string; end_state: string; settled: boolean };

const maxWaitMs = 60_000;
const roles: Record<Decision, string | null> = {
  keep: "workspace_user",
  change: "workspace_developer",
  remove: null,
};

/** Waits until nothing is applied any more, then compares the review with the API, closes it, and compares again. */
export async function listViolations(installation: Installation, plan: Plan): Promise<string[]> {
  const states = await waitUntilApplied(installation, plan);
  const wrong = plan.rows.flatMap((row) => {
    const should = toState(plan, row.decision);
    const is = states.get(row.userId)?.state;
    return [
      ...(is === should ? [] : [`${toName(plan, row)} is ${is} in the review instead of ${should}`]),
      ...compareWithApi(installation, plan, row),
    ];
  });
  return [...wrong, ...(await listTwice(installation, plan)), ...(await close(installation, plan))];
}

function toState({ kind }: Plan, decision: Decision): string {
  if (decision === "keep") return "kept";
  return kind === "keys" && decision === "change" ? "task" : "applied";
}

function toName({ kind }: Plan, { userId, decision }: Planned): string {
  return `${decision} of ${userId} in the review of ${kind}`;
}

function compareWithApi({ api }: Installation, plan: Plan, row: Planned): string[] {
  const { store } = api.sandbox;
  const isOfKeys = plan.kind === "keys";
  const is = isOfKeys
    ? store.keys.get(row.userId)?.key.status
    : (store.grants.get(plan.workspaceId)?.get(row.userId) ?? null);
  const should = isOfKeys ? (row.decision === "remove" ? "inactive" : "active") : roles[row.decision];
  return is === should ? [] : [`${toName(plan, row)}: the API has ${is} instead of ${should}`];
}

async function waitUntilApplied(installation: Installation, plan: Plan): Promise<Map<string, Row>> {
  for (const until = Date.now() + maxWaitMs; ; await pause(200)) {
    const rows = await readRows(installation, plan);
    const isOver = rows.length > 0 && rows.every(({ state }) => state !== "waiting");
    if (isOver || Date.now() > until) return new Map(rows.map((row) => [row.userId, row]));
  }
}

async function readRows(installation: Installation, { reviewId, workspaceId }: Plan): Promise<Row[]> {
  const token = await installation.asAdmin();
  const page = await installation.ask<Partial<ReviewRowsPage>>("readReviewRows", {
    ...(token && { token }),
    input: { review: reviewId, workspace: workspaceId },
  });
  return page?.rows ?? [];
}

/** The audit log must have one success for each call, and one for the submission. */
async function listTwice(installation: Installation, plan: Plan): Promise<string[]> {
  const store = await installation.connect();
  const count = async (actions: readonly string[], targets: readonly string[]) => {
    const { rows } = await store.query<{ target_id: string; times: number }>(
      `select target_id, count(*)::int as times from audit_log where phase = 'outcome' and outcome = 'succeeded'
        and action = any($1) and target_id = any($2) group by 1`,
      [actions, targets],
    );
    return new Map(rows.map(({ target_id, times }) => [target_id, times]));
  };
  const calls = plan.rows.filter(({ decision }) => toState(plan, decision) === "applied");
  const toTarget = ({ userId }: Planned) => (plan.kind === "keys" ? userId : `${plan.workspaceId}/${userId}`);
  const done = await count(["workspace_member.apply_review", "api_key.deactivate"], calls.map(toTarget));
  const submitted = await count(["review.submit"], [plan.reviewId]);
  await store.end();
  const once = (name: string, times = 0) =>
    times === 1 ? [] : [`${name} succeeded ${times} times in the log`];
  return [
    ...calls.flatMap((row) => once(toName(plan, row), done.get(toTarget(row)))),
    ...once(`the review of ${plan.kind} submitted`, submitted.get(plan.reviewId)),
  ];
}

/** What isn't decided becomes an exception, but nothing that was done may. */
async function close(installation: Installation, plan: Plan): Promise<string[]> {
  const token = await installation.asAdmin();
  await installation.ask("closeReview", {
    ...(token && { token }),
    input: { reviewId: plan.reviewId, reason: "The campaign is over." },
    operationId: randomUUID(),
  });
  const store = await installation.connect();
  const { rows } = await store.query<Ended>(
    `select user_id, outcome, end_state, settled_at is not null as settled from review_rows where review_id = $1`,
    [plan.reviewId],
  );
  await store.end();
  const ends = new Map(rows.map((row) => [row.user_id, row]));
  return plan.rows.flatMap((row) => {
    const should = toState(plan, row.decision);
    const end = ends.get(row.userId);
    const isRight =
      end?.end_state === should &&
      end.outcome === (should === "task" ? "exception" : should) &&
      end.settled === (should === "applied");
    return isRight ? [] : [`${toName(plan, row)} ended as ${JSON.stringify(end)}`];
  });
}
