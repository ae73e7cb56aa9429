import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { putSpendLimit } from "@/lib/sandbox/spend-limit-records";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { organizationSubject, spendSubject, spendWritesSubject } from "./mirror";
import { getOrganizationLimits } from "./organization";
import { readSubject } from "./refresh";
import { spendLimitAnswer } from "./response-schema";
import { spendLimits } from "./schema";

const by = permitFor("finance", "limits:read");
let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  forget("limit-attempts");
  sandbox = resetSandbox();
});

async function readSpend() {
  await readSubject(spendSubject);
  await readSubject(spendWritesSubject);
  return (await getOrganizationLimits(by)).spend;
}

describe("spend limits", () => {
  test("keep their subject, whatever the scope, and name known people and workspaces", async () => {
    await syncDirectory();
    const [member] = sandbox.store.users.list();
    const scopes = [
      { type: "user", user_id: member?.id ?? "" },
      { type: "user", user_id: "user_unknown" },
      { type: "seat_tier", seat_tier: "premium" },
      { type: "rbac_group", rbac_group_id: "rbac_group_1" },
      { type: "organization_service", service: "claude_code" },
      { type: "future_team", team_id: "team_1" },
    ] as const;
    for (const scope of scopes) putSpendLimit(sandbox.store, { scope, amount: null, period: "daily" });
    const { limits } = await readSpend();
    const find = (scope: string) => limits.filter((limit) => limit.scope === scope);
    const people = find("user").toSorted((one, other) => (one.userId === member?.id ? -1 : other ? 1 : 0));
    expect(people).toMatchObject([
      {
        userId: member?.id,
        person: { name: member?.name, email: member?.email },
        cents: null,
        period: "daily",
      },
      { userId: "user_unknown", person: null },
    ]);
    expect(find("seat_tier")).toMatchObject([{ seatTier: "premium" }]);
    expect(find("rbac_group")).toMatchObject([{ rbacGroupId: "rbac_group_1" }]);
    expect(find("organization_service")).toMatchObject([{ service: "claude_code" }]);
    expect(find("future_team")).toMatchObject([{ others: ["team_id: team_1"] }]);
    expect(
      find("workspace")
        .map(({ workspaceName }) => workspaceName)
        .toSorted(),
    ).toEqual(["Checkout – staging", "Data science"]);
    expect(find("usage_tier")).toMatchObject([{ cents: "20000000", currency: "USD" }]);
  });

  test("that an earlier version stored are read unchanged", () => {
    const stored = { id: "spl_1", cents: "5", currency: "USD", period: "monthly", scope: "user" };
    expect(spendLimits.parse([{ ...stored, workspaceId: null, isEnabled: true }])).toMatchObject([
      { ...stored, userId: null, seatTier: null, others: [] },
    ]);
  });

  test("with an amount that is no number are unreadable rows, because they would break every sum", () => {
    const given = { id: "spl_1", currency: "USD", period: "monthly", scope: { type: "organization" } };
    for (const amount of ["", "ten", "-5", "1e3"])
      expect(spendLimitAnswer.safeParse({ ...given, amount }).success, amount).toBe(false);
    expect(spendLimitAnswer.safeParse({ ...given, amount: "1200.5" }).success).toBe(true);
  });

  test("are recognized as the Console's or Claude Enterprise's by their scopes", async () => {
    expect((await readSpend()).settable).toEqual(["organization", "workspace"]);
    putSpendLimit(sandbox.store, { scope: { type: "seat_tier", seat_tier: "premium" }, amount: "5" });
    expect((await readSpend()).settable).toEqual(["organization", "workspace"]);
    const { spendLimits: stored } = sandbox.store;
    for (const { id, scope } of stored.list()) if (scope.type !== "seat_tier") stored.remove(id);
    expect((await readSpend()).settable).toEqual(["user"]);
  });

  test("of Claude Enterprise can be set only for people, not for seat tiers, groups, and services", async () => {
    sandbox = resetSandbox({ kind: "enterprise" });
    const { limits, settable, readOnly } = await readSpend();
    const scopes = [
      "organization",
      "seat_tier",
      "seat_tier",
      "rbac_group",
      "organization_service",
      "user",
      "user",
    ];
    expect(limits.map(({ scope }) => scope)).toEqual(scopes);
    expect(limits.every(({ spentCents }) => spentCents === null)).toBe(true);
    expect({ settable, readOnly }).toEqual({ settable: ["user"], readOnly: null });
  });

  test("without early access are read-only, and the page says so up front", async () => {
    expect((await readSpend()).readOnly).toBeNull();
    sandbox = resetSandbox({ hasSpendLimitAccess: false });
    const spend = await readSpend();
    expect(spend.readOnly).toBe("spend_limits_admin_api_writes_not_enabled");
    expect(spend.limits).toHaveLength(4);
    expect(spend.refusal).toBeNull();
  });

  test("leave the rate limits as they are when they are refused", async () => {
    sandbox.faults.add({ kind: "error", status: 403, path: "/spend_limits" });
    await readSubject(organizationSubject);
    const spend = await readSpend();
    expect(spend).toMatchObject({ limits: [], refusal: "refused" });
    expect((await getOrganizationLimits(by)).rates.groups).toHaveLength(8);
  });
});

test("stored limits are returned at once, and each part is refreshed once for everyone", async () => {
  const first = await getOrganizationLimits(by);
  expect(first).toMatchObject({ isRefreshing: true, rates: { groups: [] }, spend: { seenAt: null } });
  await readSubject(organizationSubject);
  const { rates, peaks } = await getOrganizationLimits(by);
  const opus = rates.groups.find(({ name }) => name === "Claude Opus 5.x");
  expect(opus?.limits[0]).toEqual({
    type: "requests_per_minute",
    value: 4000,
    peak: { tokens: null, at: null },
  });
  expect(peaks).toMatchObject({ readDays: 0, totalDays: 8, refusal: null });
});
