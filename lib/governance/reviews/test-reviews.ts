import "server-only";
import { sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { membershipOperations } from "@/lib/directory/workspaces/membership-bulk";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { closeReview, decideReview, startReview, submitReview } from "./actions";
import type { Decide, StartReview } from "./change-schema";
import { makePack } from "./pack/make";
import { getReviewRows } from "./rows-read-model";

export const reviewId = "00000000-0000-4000-8000-000000000001";
export const ownName = "Checkout – prod";

export type World = { sandbox: TestSandbox; own: string; foreign: string; ana: string; ben: string };

/** Mail, and two workspaces of the sandbox with two more people in each; the lead leads the first. */
export async function makeWorld(): Promise<World> {
  await resetDatabase();
  Object.assign(env, { SMTP_URL: "smtp://127.0.0.1:2525", MAIL_FROM: "castellan@northwind.example" });
  const sandbox = resetSandbox();
  const idOf = (name: string) => sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  const [own, foreign] = [idOf(ownName), idOf("Data science")];
  const add = (name: string) => sandbox.users.add({ email: `${name}@northwind.example`, role: "user" }).id;
  const [ana, ben] = [add("ana"), add("ben")];
  for (const id of [own, foreign]) {
    sandbox.store.grants.get(id)?.set(ana, "workspace_user");
    sandbox.store.grants.get(id)?.set(ben, "workspace_developer");
  }
  await syncDirectory();
  sandbox.requests.clear();
  return { sandbox, own, foreign, ana, ben };
}

/** Once, so that no midnight comes between a review and what a test expects of it. */
export const dueOn = addDays(toDay(new Date()), 14);

export const toStart = (more: Partial<StartReview> = {}): StartReview => ({
  reviewId,
  kind: "memberships",
  name: "Autumn",
  note: "",
  scope: { of: "all" },
  dueOn,
  cadence: "once",
  locale: "en",
  webhooks: [],
  fallback: [],
  undecided: "exception",
  ...more,
});

export const start = (more: Partial<StartReview> = {}, as: string = personas.admin) =>
  inRequest({ as }, () => startReview(toStart(more)));

export const readRows = async (workspaceId: string, persona: "admin" | "auditor" = "auditor") =>
  getReviewRows(permitFor(persona, "reviews:read"), { reviewId, workspaceId });

export async function findRow(workspaceId: string, userId: string) {
  const row = (await readRows(workspaceId)).rows.find((one) => one.userId === userId);
  if (!row) throw new Error("there is no such row");
  return row;
}

type Deciding = Partial<Pick<Decide, "newRole" | "rotateBy" | "reason">> & { as?: string; version?: number };

/** As someone who sees the row as it is now. */
export async function decide(
  workspaceId: string,
  userId: string,
  decision: Decide["decision"],
  { as = personas.lead, version, newRole = null, rotateBy = null, reason = "because" }: Deciding = {},
) {
  const rows = [{ userId, version: version ?? (await findRow(workspaceId, userId)).version }];
  const given = { reviewId, workspaceId, rows, decision, newRole, rotateBy, reason };
  return inRequest({ as }, () => decideReview(given));
}

export const submit = (
  workspaceId: string,
  as: string = personas.lead,
  rolesNow: Record<string, string> = {},
) => inRequest({ as }, () => submitReview({ reviewId, workspaceId, rolesNow }));

const idleMs = 5_000;

export async function drain(runner = new BulkRunner(membershipOperations)): Promise<void> {
  while ((await runner.step()) !== idleMs);
}

/** As a server leaves its run when it is killed in the middle of a row. */
export async function leaveRunning(runId: string): Promise<void> {
  const db = await database();
  await db.execute(sql`update bulk_rows set state = 'running', worker = gen_random_uuid(),
    started_at = now() - interval '1 minute' where run_id = ${runId}::uuid and position = 0`);
}

export async function findSelf(workspaceId: string, email: string): Promise<string> {
  return (await readRows(workspaceId)).rows.find((row) => row.email === email)?.userId ?? "";
}

export async function findInherited(workspaceId: string): Promise<string> {
  const { rows } = await readRows(workspaceId);
  return rows.find(({ isInherited, email }) => isInherited && email !== personas.admin)?.userId ?? "";
}

type Found = { rule: string; subjectId: string; workspaceId?: string; memberId?: string };
type State = Partial<typeof findings.$inferInsert>;

export async function insertFinding({ rule, subjectId, workspaceId, memberId }: Found, state: State = {}) {
  await (await database()).insert(findings).values({
    rule,
    subjectId,
    workspaceId: workspaceId ?? null,
    label: "ana",
    reach: 1,
    since: new Date(),
    score: "1",
    evidence: memberId ? { memberId } : {},
    firstSeenAt: new Date(),
    ...state,
  });
}

/** Closes the review, and reads the files of its pack. */
export async function readPack() {
  await inRequest({ as: personas.admin }, () => closeReview({ reviewId, reason: "It is over." }));
  const pieces: Uint8Array[] = [];
  for await (const piece of makePack(reviewId)) pieces.push(piece);
  const files = unzipSync(new Uint8Array(Buffer.concat(pieces)));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const { data } = Papa.parse<Record<string, string>>(text("decisions.csv").trim(), { header: true });
  return { lines: data, report: text("report.html"), whole: JSON.parse(text("review.json")) };
}
