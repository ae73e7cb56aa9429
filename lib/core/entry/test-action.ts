import "server-only";
import { describe, expect, test } from "vitest";
import { readAuditLog } from "@/lib/core/audit/test-log";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { actions } from "@/lib/test-surface";
import { listWrites } from "@/scripts/sandbox/reset-sandbox";

type As = string | { token: string };
type Answer = { data?: unknown; serverError?: unknown; validationErrors?: unknown };
type Entry = Awaited<ReturnType<typeof readAuditLog>>[number];
type Held = { [Field in keyof Entry]?: unknown };

type Signed<Who extends As> = Who | (() => Promise<Who>);
type Within = (run: () => Promise<Answer>) => Promise<Answer>;

type Case = {
  /** Sets the stage, such as a fault of the API. */
  given?: () => unknown;
  /** Part of what the browser gets. */
  failure?: { code: unknown; [more: string]: unknown };
  /** Part of what the audit log holds besides the action; null where nothing is recorded. */
  audit?: Held | (() => Held) | null;
  /** Checks what is true afterward, in place of `changed` and `unchanged`. */
  leaves?: (answer: Answer) => unknown;
};
/** Who tries: a noun for the title, and how they are signed in. */
type By<Who extends As> = { by: Record<string, Signed<Who>> };
/** The action can't have this case, for a reason. */
type Absent = { absent: string };

type LostByApi = {
  /** The API did it, and its answer never came. */
  answer: Case;
  /** The request never reached the API. */
  request?: Case;
  /** The API answers neither the request nor the reads that follow it. */
  both?: Case;
};

export type ActionCases<Who extends As> = {
  run: (as: Who) => Promise<Answer>;
  changed: (answer: Answer) => unknown;
  unchanged: () => unknown;
  allowed: By<Who> & Omit<Case, "failure"> & { audit: Held | (() => Held) };
  forbidden: (By<Who> & Case) | Absent;
  refusedByApi: (Case & { failure: { code: string } }) | Absent;
  /** What else the action records, such as one that consists of two. */
  alsoAudited?: AuditAction[];
  /** Without the API, what can be lost is what the database should store. */
  lost: LostByApi | { stored: Case & { within: Within } };
};

/** The four cases of an action. Each checks what the browser gets, what the audit log holds, and what has changed. */
export function describeAction<Who extends As>(name: string, cases: ActionCases<Who>): void {
  const { allowed, forbidden, refusedByApi, lost } = cases;
  const check = toCheck(name, cases);
  describe(name, () => {
    test.each(Object.entries(allowed.by))("is allowed to %s, and the change is audited", async (_, as) => {
      await check({ audit: { outcome: "succeeded" } }, { ...allowed, as });
      if ("absent" in refusedByApi) expect(listWrites(), refusedByApi.absent).toEqual([]);
    });
    if ("by" in forbidden)
      test.each(Object.entries(forbidden.by))(
        "is forbidden to %s, and the refusal is audited",
        async (_, as) => {
          const sent = listWrites();
          await check(toFailing("forbidden"), { ...forbidden, as });
          expect(listWrites()).toEqual(sent);
        },
      );
    if ("failure" in refusedByApi)
      test("changes nothing when the API refuses it, and the refusal is audited", () =>
        check(toFailing(refusedByApi.failure.code, { requestId }), refusedByApi));
    if ("stored" in lost)
      test("changes nothing when the database doesn't store it, and the failure is audited", () =>
        check({ failure: { code: notStored }, audit: { outcome: "failed" } }, lost.stored));
    else describeLost(lost, check);
  });
}

function describeLost({ answer, request, both }: LostByApi, check: Check<never>): void {
  test("is found to have succeeded when only the answer is lost, and is audited as that", () =>
    check({ audit: { outcome: "succeeded" } }, answer));
  if (request)
    test("is found to have failed when the request is lost, and is audited as that", () =>
      check({ failure: { code: "api_unreachable" }, audit: { outcome: "failed" } }, request));
  if (both)
    test("has an unknown outcome when the API stays silent, and is audited as that", () =>
      check(
        { ...toFailing("outcome_unknown"), audit: { outcome: "unknown", errorCode: "outcome_unknown" } },
        both,
      ));
}

const requestId = expect.stringMatching(/^req_/);
const notStored = expect.stringMatching(/^(internal|store_unavailable)$/);

function toFailing(code: string, more: Held = {}): Case {
  return { failure: { code }, audit: { outcome: "failed", errorCode: code, ...more } };
}

type Check<Who extends As> = (
  usual: Case,
  one: Case & { as?: Signed<Who>; within?: Within },
) => Promise<void>;

function toCheck<Who extends As>(
  name: string,
  { run, changed, unchanged, allowed, alsoAudited = [] }: ActionCases<Who>,
): Check<Who> {
  const action = actions.find((one) => one.name === name)?.action;
  if (!action) throw new Error(`there is no action ${name}`);
  const isOther = ({ action }: Entry) => alsoAudited.some((one) => one === action);
  const listEntries = async () => (await readAuditLog()).filter((entry) => !isOther(entry));
  const [first] = Object.values(allowed.by);
  if (!first) throw new Error(`${name} is allowed to no one`);
  return async (usual, { as = first, within = (ask) => ask(), given, audit = {}, ...one }) => {
    await given?.();
    const who = typeof as === "function" ? await as() : as;
    const earlier = await listEntries();
    const answer = await within(() => run(who));
    const { failure = usual.failure, leaves = failure ? unchanged : changed } = one;
    if (failure) expect(answer.serverError).toMatchObject(failure);
    else expect([answer.serverError, answer.validationErrors]).toEqual([undefined, undefined]);
    const entries = await listEntries();
    const [entry, ...others] = entries;
    if (audit === null) expect(entries).toEqual(earlier);
    else {
      expect(others).toEqual(earlier);
      const actor = typeof who === "string" ? { actorEmail: who } : {};
      const held = typeof audit === "function" ? audit() : audit;
      expect(entry).toMatchObject({ action, ...actor, ...usual.audit, ...held });
    }
    await leaves(answer);
  };
}
