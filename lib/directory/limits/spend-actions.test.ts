import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAudit } from "@/lib/core/audit/test-log";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { syncMembers } from "@/lib/directory/members/sync";
import { fetchWindow } from "@/lib/money/reports/ingest/sync";
import { personas } from "@/lib/sandbox/personas";
import { putSpendLimit } from "@/lib/sandbox/spend-limit-records";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { changeSpendLimit, removeSpendLimit } from "./actions";
import { spendSubject } from "./mirror";
import { getOrganizationLimits } from "./organization";
import { readSubject } from "./refresh";
import type { RemoveSpendLimit, SetSpendLimit } from "./schema";

let sandbox: TestSandbox;
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

const lose = (kind: "lost_after" | "lost_before", method: string) =>
  sandbox.faults.add({ kind, method, path: "/spend_limits", times: 1 });
const others = { finance: personas.finance, "a lead": personas.lead, "a member": personas.member };
const notEnabled = "spend_limits_admin_api_writes_not_enabled";

describeAction("changeSpendLimit", {
  run: (as) => set({}, as),
  changed: async ({ data }) => {
    expect(data).toEqual({ spendLimitId: expect.stringMatching(/^spl_/) });
    expect(listAmounts("workspace").toSorted()).toEqual([...usual, enough].toSorted());
    expect((await listMirrored("workspace")).toSorted()).toEqual([...usual, enough].toSorted());
  },
  unchanged: async () => expect((await listMirrored("workspace")).toSorted()).toEqual(usual.toSorted()),
  allowed: {
    by: { "an admin": personas.admin },
    audit: () => ({
      targetId: workspaceId,
      targetLabel: "Internal tools",
      before: null,
      after: { scope: "workspace", workspaceId, cents: enough, currency: "USD" },
    }),
  },
  forbidden: { by: others },
  refusedByApi: {
    given: () => {
      const fault = { kind: "error", status: 403, error_code: notEnabled, path: "/spend_limits" } as const;
      sandbox.faults.add({ ...fault, method: "POST" });
    },
    failure: { code: "refused", reason: notEnabled },
    leaves: async () => {
      expect((await listMirrored("workspace")).toSorted()).toEqual(usual.toSorted());
      const { spend } = await getOrganizationLimits(permitFor("admin", "limits:read"));
      expect(spend.readOnly, "the page becomes read-only").toBe(notEnabled);
    },
  },
  lost: {
    answer: { given: () => lose("lost_after", "POST") },
    request: { given: () => lose("lost_before", "POST") },
  },
});

describe("changeSpendLimit", () => {
  test("changes the amount of a scope that has a limit already", async () => {
    const given = { subjectId: "organization", scope: "organization" as const, seenCents: "1500000" };
    expect((await set({ ...given, cents: "0070000000" })).serverError).toBeUndefined();
    expect(listAmounts("organization")).toEqual(["70000000"]);
    expect(await listMirrored("organization")).toEqual(["70000000"]);
    expect(await readAudit()).toMatchObject({ before: { cents: "1500000" }, after: { cents: "70000000" } });
  });

  test("reports a conflict when someone else changed it, and the mirror shows the new value", async () => {
    putSpendLimit(sandbox.store, { scope: { type: "workspace", workspace_id: workspaceId }, amount: "77" });
    expect((await set()).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await listMirrored("workspace")).toContain("77");
  });

  test("sends nothing at or below what is spent before it is confirmed", async () => {
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

  test("requires a confirmation of any amount while the month isn't loaded", async () => {
    expect((await set({ confirmedSpend: false })).serverError).toMatchObject({
      code: "refused",
      reason: "spend_unknown",
    });
    expect(listWrites()).toEqual([]);
    await readMonth();
    expect((await set({ confirmedSpend: false })).serverError).toBeUndefined();
  });

  test("requires a confirmation of any amount in a currency other than the cost's", async () => {
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

  test.each(["Default", "Legacy chatbot"])("refuses a limit for %s, and sends nothing", async (name) => {
    const { serverError } = await set({ subjectId: findWorkspace(name) });
    expect(serverError).toMatchObject({ code: "refused", reason: expect.stringMatching(/_workspace$/) });
    expect([...sandbox.requests.keys()]).toEqual([]);
  });

  test("takes no missing, fractional, or negative amount, and no week for a workspace", async () => {
    const isInvalid = { validationErrors: { code: "invalid" } };
    expect(await set({ cents: null })).toMatchObject(isInvalid);
    expect(await set({ cents: "1.5" })).toMatchObject(isInvalid);
    expect(await set({ cents: "-1" })).toMatchObject(isInvalid);
    expect(await set({ period: "weekly" })).toMatchObject(isInvalid);
    expect(await set({ scope: "organization" })).toMatchObject(isInvalid);
  });
});

describe("the limit of a person, in Claude Enterprise", () => {
  test("can be set to no limit for a period, and removed again", async () => {
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

describeAction("removeSpendLimit", {
  run: (as) => remove({}, as),
  changed: async () => {
    expect(listAmounts("organization")).toEqual([]);
    expect(await listMirrored("organization")).toEqual([]);
  },
  unchanged: async () => expect(await listMirrored("organization")).toEqual(["1500000"]),
  allowed: {
    by: { "an admin": personas.admin },
    audit: {
      targetLabel: "organization",
      before: { scope: "organization", cents: "1500000", currency: "USD", period: "monthly" },
      after: null,
    },
  },
  forbidden: { by: others },
  refusedByApi: {
    given: () => sandbox.faults.add({ kind: "error", status: 400, method: "DELETE", path: "/spend_limits" }),
    failure: { code: "refused" },
  },
  lost: {
    answer: { given: () => lose("lost_after", "DELETE") },
    request: { given: () => lose("lost_before", "DELETE") },
  },
});

describe("removeSpendLimit", () => {
  test("removes no usage tier, which the API refuses", async () => {
    const tier = sandbox.store.spendLimits.list().find(({ scope }) => scope.type === "usage_tier");
    const { serverError } = await remove({ spendLimitId: tier?.id ?? "", seenCents: tier?.amount ?? null });
    expect(serverError).toMatchObject({ code: "refused" });
    expect(await listMirrored("usage_tier")).toEqual(["20000000"]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", requestId: expect.stringMatching(/^req_/) });
  });

  test("reports a conflict when the amount differs from the one seen, or the limit is gone", async () => {
    expect((await remove({ seenCents: "1" })).serverError).toMatchObject({ code: "conflict" });
    expect((await remove({ spendLimitId: "spl_gone" })).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
  });
});
