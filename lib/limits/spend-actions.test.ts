import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { syncMembers } from "@/lib/members/sync";
import { forget } from "@/lib/process-singleton";
import { fetchWindow } from "@/lib/reports/ingest/sync";
import type { Sandbox } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { putSpendLimit } from "@/lib/sandbox/spend-limit-records";
import { syncDirectory } from "@/lib/sync/directory";
import { listWrites, resetSandbox } from "@/lib/sync/test-sandbox";
import { changeSpendLimit, removeSpendLimit } from "./actions";
import { spendSubject } from "./mirror";
import { getOrganizationLimits } from "./organization";
import { readSubject } from "./refresh";
import type { RemoveSpendLimit, SetSpendLimit } from "./schema";

let sandbox: Sandbox;
let workspaceId: string;

beforeEach(async () => {
  await resetDatabase();
  forget("limit-attempts");
  sandbox = resetSandbox();
  workspaceId = findWorkspace("Internal tools");
  await syncDirectory();
  await readSubject(spendSubject);
  sandbox.requests.clear();
});

const findWorkspace = (name: string) =>
  sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";

async function readMonth(): Promise<void> {
  env.HISTORY_DAYS = 2;
  const today = new Date();
  const yesterday = new Date(today.getTime() - 86_400_000);
  const [from = "", to = ""] = [yesterday, today].map((at) => at.toISOString().slice(0, 10));
  await fetchWindow("cost", { from, to });
}

afterEach(() => {
  env.HISTORY_DAYS = 400;
});

const enough = "90000000";
const set = (given: Partial<SetSpendLimit> = {}, as: string = personas.admin) =>
  inRequest({ as }, () =>
    changeSpendLimit({
      subjectId: workspaceId,
      scope: "workspace",
      period: "monthly",
      cents: enough,
      confirmedSpend: true,
      ...given,
    }),
  );
const remove = (given: Partial<RemoveSpendLimit> = {}, as: string = personas.admin) =>
  inRequest({ as }, () =>
    removeSpendLimit({ spendLimitId: findOrganizationLimit(), seenCents: "1500000", ...given }),
  );

const findOrganizationLimit = () =>
  sandbox.store.spendLimits.list().find(({ scope }) => scope.type === "organization")?.id ?? "";
const listAmounts = (type: string) =>
  sandbox.store.spendLimits.list().flatMap(({ scope, amount }) => (scope.type === type ? [amount] : []));
async function listMirrored(scope: string) {
  const { spend } = await getOrganizationLimits(permitFor("admin", "limits:read"));
  return spend.limits.flatMap((limit) => (limit.scope === scope ? [limit.cents] : []));
}
const usual = ["40000", "250000"];

describe("setting a spend limit", () => {
  test("allowed: changes the API, the mirror and the log", async () => {
    expect((await set()).data).toEqual({ spendLimitId: expect.stringMatching(/^spl_/) });
    expect(listAmounts("workspace").toSorted()).toEqual([...usual, enough].toSorted());
    expect((await listMirrored("workspace")).toSorted()).toEqual([...usual, enough].toSorted());
    expect(await readAudit()).toMatchObject({
      action: "spend_limit.set",
      targetId: workspaceId,
      targetLabel: "Internal tools",
      outcome: "succeeded",
      before: null,
      after: { scope: "workspace", workspaceId, cents: enough, currency: "USD" },
    });
  });

  test("a scope has one limit: set again, it is another amount of the same", async () => {
    const given = { subjectId: "organization", scope: "organization" as const, seenCents: "1500000" };
    expect((await set({ ...given, cents: "0070000000" })).serverError).toBeUndefined();
    expect(listAmounts("organization")).toEqual(["70000000"]);
    expect(await listMirrored("organization")).toEqual(["70000000"]);
    expect(await readAudit()).toMatchObject({ before: { cents: "1500000" }, after: { cents: "70000000" } });
  });

  test.each([personas.finance, personas.lead, personas.member])("forbidden to %s", async (as) => {
    expect((await set({}, as)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused by the API: nothing changes, and the page becomes read-only with the reason", async () => {
    const reason = "spend_limits_admin_api_writes_not_enabled";
    const fault = { kind: "error", status: 403, error_code: reason, path: "/spend_limits" } as const;
    sandbox.faults.add({ ...fault, method: "POST" });
    expect((await set()).serverError).toMatchObject({ code: "refused", reason });
    expect((await listMirrored("workspace")).toSorted()).toEqual(usual.toSorted());
    const { spend } = await getOrganizationLimits(permitFor("admin", "limits:read"));
    expect(spend.readOnly).toBe(reason);
    expect(await readAudit()).toMatchObject({ outcome: "failed", requestId: expect.stringMatching(/^req_/) });
  });

  test("answer lost after it: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: "/spend_limits", times: 1 });
    expect((await set()).serverError).toBeUndefined();
    expect(await listMirrored("workspace")).toContain(enough);
    expect(await readAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("answer lost before it: found to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: "/spend_limits", times: 1 });
    expect((await set()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await listMirrored("workspace")).not.toContain(enough);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });

  test("changed by someone else meanwhile: a conflict, and the mirror shows the new value", async () => {
    putSpendLimit(sandbox.store, { scope: { type: "workspace", workspace_id: workspaceId }, amount: "77" });
    expect((await set()).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await listMirrored("workspace")).toContain("77");
  });

  test("at or below what is spent: nothing is sent before it is confirmed", async () => {
    await readMonth();
    const { spend } = await getOrganizationLimits(permitFor("admin", "limits:read"));
    const spent = spend.workspaces.find(({ id }) => id === workspaceId)?.spentCents?.split(".")[0] ?? "";
    expect(spent).toMatch(/^[1-9]\d*$/);
    for (const cents of [spent, "0"]) {
      const reason = "spend_above_limit";
      expect((await set({ cents, confirmedSpend: false })).serverError).toMatchObject({
        code: "refused",
        reason,
      });
    }
    expect(listWrites()).toEqual([]);
    expect((await set({ cents: spent, confirmedSpend: true })).serverError).toBeUndefined();
    expect(listAmounts("workspace")).toContain(spent);
  });

  test("while the month is not read, any amount has to be confirmed", async () => {
    expect((await set({ confirmedSpend: false })).serverError).toMatchObject({
      code: "refused",
      reason: "spend_unknown",
    });
    expect(listWrites()).toEqual([]);
    await readMonth();
    expect((await set({ confirmedSpend: false })).serverError).toBeUndefined();
  });

  test("in another currency any amount has to be confirmed: cost is in dollars", async () => {
    putSpendLimit(sandbox.store, { scope: { type: "organization" }, amount: "1500000", currency: "EUR" });
    await readSubject(spendSubject);
    const { spend } = await getOrganizationLimits(permitFor("admin", "limits:read"));
    expect(spend.limits.find(({ scope }) => scope === "organization")).toMatchObject({
      currency: "EUR",
      spentCents: null,
    });
    await readMonth();
    const euros = {
      confirmedSpend: false,
      subjectId: "organization",
      scope: "organization" as const,
      seenCents: "1500000",
    };
    expect((await set(euros)).serverError).toMatchObject({ reason: "spend_unknown" });
  });

  test.each(["Default", "Legacy chatbot"])("refused by us for %s: nothing is sent", async (name) => {
    const { serverError } = await set({ subjectId: findWorkspace(name) });
    expect(serverError).toMatchObject({ code: "refused", reason: expect.stringMatching(/_workspace$/) });
    expect([...sandbox.requests.keys()]).toEqual([]);
  });

  test("no amount, parts of a cent, or the week of a workspace cannot be asked for", async () => {
    const isInvalid = { validationErrors: { code: "invalid" } };
    expect(await set({ cents: null })).toMatchObject(isInvalid);
    expect(await set({ cents: "1.5" })).toMatchObject(isInvalid);
    expect(await set({ cents: "-1" })).toMatchObject(isInvalid);
    expect(await set({ period: "weekly" })).toMatchObject(isInvalid);
    expect(await set({ scope: "organization" })).toMatchObject(isInvalid);
  });
});

describe("the limit of a person, in Claude Enterprise", () => {
  test("is set to no limit for a period, found by it, and removed again", async () => {
    sandbox = resetSandbox({ kind: "enterprise" });
    forget("limit-attempts");
    const member = sandbox.store.users.list().at(-1);
    await syncMembers();
    const [subjectId, period] = [member?.id ?? "", "weekly"] as const;
    const given = { subjectId, scope: "user" as const, period, confirmedSpend: false };
    const as = sandbox.store.users.list().find(({ role }) => role === "owner")?.email ?? "";
    const done = await set({ ...given, cents: null }, as);
    expect(done.serverError).toBeUndefined();
    const isTheirs = ({ scope }: { scope: object }) => "user_id" in scope && scope.user_id === subjectId;
    const listTheirs = () => sandbox.store.spendLimits.list().filter(isTheirs);
    expect(listTheirs()).toMatchObject([{ amount: null, period }]);
    expect(await readAudit()).toMatchObject({
      targetLabel: member?.email,
      after: { scope: "user", cents: null },
    });
    const spendLimitId = done.data?.spendLimitId ?? "";
    expect((await remove({ spendLimitId, seenCents: null }, as)).serverError).toBeUndefined();
    expect(listTheirs()).toEqual([]);
  });
});

describe("removing a spend limit", () => {
  test("allowed: changes the API, the mirror and the log", async () => {
    expect((await remove()).serverError).toBeUndefined();
    expect(listAmounts("organization")).toEqual([]);
    expect(await listMirrored("organization")).toEqual([]);
    expect(await readAudit()).toMatchObject({
      action: "spend_limit.remove",
      targetLabel: "organization",
      outcome: "succeeded",
      before: { scope: "organization", cents: "1500000", currency: "USD", period: "monthly" },
      after: null,
    });
  });

  test.each([personas.finance, personas.lead, personas.member])("forbidden to %s", async (as) => {
    expect((await remove({}, as)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused by the API, as for the usage tier: all stays", async () => {
    const tier = sandbox.store.spendLimits.list().find(({ scope }) => scope.type === "usage_tier");
    const { serverError } = await remove({ spendLimitId: tier?.id ?? "", seenCents: tier?.amount ?? null });
    expect(serverError).toMatchObject({ code: "refused" });
    expect(await listMirrored("usage_tier")).toEqual(["20000000"]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", requestId: expect.stringMatching(/^req_/) });
  });

  test("answer lost after it: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: "/spend_limits", times: 1 });
    expect((await remove()).serverError).toBeUndefined();
    expect(await listMirrored("organization")).toEqual([]);
    expect(await readAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("answer lost before it: found to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "DELETE", path: "/spend_limits", times: 1 });
    expect((await remove()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await listMirrored("organization")).toEqual(["1500000"]);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });

  test("of another amount than was seen, or gone already: a conflict", async () => {
    expect((await remove({ seenCents: "1" })).serverError).toMatchObject({ code: "conflict" });
    expect((await remove({ spendLimitId: "spl_gone" })).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
  });
});
