import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { addGrant } from "@/lib/account/grants/actions";
import { listAccess } from "@/lib/account/grants/store";
import { addPasskey, beginPasskey } from "@/lib/account/passkeys/actions";
import { beginConfirmation, confirmWithPasskey } from "@/lib/account/step-up/actions";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { TestAuthenticator } from "@/lib/core/auth/test-authenticator";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay } from "@/lib/core/format/calendar";
import { createInvite } from "@/lib/directory/invites/actions";
import { changeMemberRoles } from "@/lib/directory/members/actions";
import { createWorkspace } from "@/lib/directory/workspaces/actions";
import { addBudget } from "@/lib/money/budgets/actions";
import { listBudgets } from "@/lib/money/budgets/list-read-model";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";

let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  await syncDirectory();
  sandbox.requests.clear();
});

const email = "newcomer@northwind.example";
const budget = {
  scope: "organization" as const,
  budgetId: "00000000-0000-4000-8000-000000000001",
  cents: "10000",
  thresholds: [80, 100],
  forecastThreshold: null,
  period: "month" as const,
  recipients: { addresses: [], webhooks: [] },
  locale: "en" as const,
};

const creations: Record<
  string,
  { create: (operationId: string) => Promise<object>; list: () => Promise<unknown[]> }
> = {
  "a workspace": {
    create: (id) => createWorkspace({ name: "Twice", displayColor: "#112233", tags: {} }, id),
    list: async () => sandbox.store.workspaces.list().filter(({ name }) => name === "Twice"),
  },
  "an invite": {
    create: (id) => createInvite({ email, role: "developer" }, id),
    list: async () => sandbox.store.invites.list().filter((invite) => invite.email === email),
  },
  "a grant": {
    create: (id) => addGrant({ email, persona: "auditor", note: "", expiresOn: toDay(Date.now()) }, id),
    list: async () => {
      const { grants } = await listAccess(permitFor("admin", "settings:read"));
      return grants.filter((grant) => grant.email === email);
    },
  },
  "a budget": {
    create: (id) => addBudget(budget, id),
    list: () => listBudgets(permitFor("admin", "cost:read")),
  },
  "a bulk run": {
    create: (id) =>
      changeMemberRoles({ role: "developer", members: [{ memberId: "u1", expected: "user" }] }, id),
    list: async () => (await database()).select().from(bulkRuns),
  },
};

async function readAudit() {
  const items = await readAuditLog();
  return items.map(({ outcome, errorCode }) => ({ outcome, errorCode }));
}

function submit<T>(run: () => Promise<T>, as: string = personas.admin): Promise<T> {
  return inRequest({ as }, run);
}

describe.each(Object.entries(creations))("%s", (_, { create, list }) => {
  test("is created once by two submits at the same instant, and both get the same answer", async () => {
    const id = randomUUID();
    const answers = await Promise.all([submit(() => create(id)), submit(() => create(id))]);
    expect(answers[0]).not.toHaveProperty("serverError");
    expect(answers[1]).toEqual(answers[0]);
    expect(await list()).toHaveLength(1);
    expect(await readAudit()).toEqual([{ outcome: "succeeded", errorCode: null }]);
  });

  test("is created once when the second submit comes after the answer", async () => {
    const id = randomUUID();
    const first = await submit(() => create(id));
    expect(await submit(() => create(id))).toEqual(first);
    expect(await list()).toHaveLength(1);
    expect(await readAudit()).toHaveLength(1);
  });
});

test("a refusal by the API is the answer to both submits, and is sent once", async () => {
  const fault = {
    kind: "error",
    status: 400,
    error_code: "org_member_limit_exceeded",
    method: "POST",
  } as const;
  sandbox.faults.add({ ...fault, times: 1 });
  const id = randomUUID();
  const create = () => submit(() => createInvite({ email, role: "developer" }, id));
  const [first, second] = await Promise.all([create(), create()]);
  expect(first).toMatchObject({ serverError: { code: "refused", reason: "org_member_limit_exceeded" } });
  expect(second).toEqual(first);
  expect(sandbox.requests.get("POST /v1/organizations/invites")).toBe(1);
  expect(await readAudit()).toEqual([{ outcome: "failed", errorCode: "refused" }]);
});

test("an operation with an unknown outcome is never sent again under the same ID", async () => {
  sandbox.faults.add({ kind: "lost_after", path: "/v1/organizations/invites" });
  const id = randomUUID();
  const create = () => submit(() => createInvite({ email, role: "developer" }, id));
  expect(await create()).toMatchObject({ serverError: { code: "outcome_unknown" } });
  sandbox.faults.clear();
  sandbox.requests.clear();
  expect(await create()).toMatchObject({ serverError: { code: "outcome_unknown" } });
  expect([...sandbox.requests.keys()]).toEqual([]);
  expect(await readAudit()).toEqual([{ outcome: "unknown", errorCode: "outcome_unknown" }]);
});

test("a passkey is added once, and a session confirmed once, by two submits at the same instant", async () => {
  const authenticator = new TestAuthenticator();
  const as = await startTestSession(personas.admin);
  const begun = await inRequest({ as }, () => beginPasskey({ name: "Laptop" }));
  const response = authenticator.create(begun.data ?? { challenge: "" });
  const [id, other] = [randomUUID(), randomUUID()];
  const add = () => inRequest({ as }, () => addPasskey({ name: "Laptop", response }, id));
  const added = await Promise.all([add(), add()]);
  expect(added[0]).not.toHaveProperty("serverError");
  expect(added[1]).toEqual(added[0]);
  const confirming = await inRequest({ as }, () => beginConfirmation({}));
  const signed = authenticator.sign(confirming.data ?? { challenge: "" });
  const confirm = () => inRequest({ as }, () => confirmWithPasskey({ response: signed }, other));
  const confirmed = await Promise.all([confirm(), confirm()]);
  expect(confirmed[0]).not.toHaveProperty("serverError");
  expect(confirmed[1]).toEqual(confirmed[0]);
  expect(await readAudit()).toEqual(Array(4).fill({ outcome: "succeeded", errorCode: null }));
});
