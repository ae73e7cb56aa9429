import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAudit } from "@/lib/core/audit/test-log";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { describeAction } from "@/lib/core/entry/test-action";
import { forget } from "@/lib/core/process/process-singleton";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { changeLimits } from "./actions";
import { fetchWorkspaceLimits } from "./gateway";
import { organizationSubject, toSubject } from "./mirror";
import { getLimits } from "./read";
import { readSubject } from "./refresh";
import type { OwnLimits } from "./schema";

const output = "output_tokens_per_minute";
const requests = "requests_per_minute";
let sandbox: TestSandbox;
let workspaceId: string;
let rateLimitId: string;

beforeEach(async () => {
  await resetDatabase();
  forget("limit-attempts");
  sandbox = resetSandbox();
  workspaceId = findWorkspace("Data science");
  await syncDirectory();
  await readSubject(organizationSubject);
  await readSubject(toSubject(workspaceId));
  const { rows: groups } = await fetchWorkspaceLimits(workspaceId);
  rateLimitId = groups.find(({ name }) => name === "Claude Opus 5.x")?.id ?? "";
  sandbox.requests.clear();
});

const findWorkspace = (name: string) =>
  sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";

type Given = { change?: OwnLimits; seen?: OwnLimits; workspaceId?: string };
const change = (given: Given = {}, as: string = personas.admin) =>
  inRequest({ as }, () =>
    changeLimits({
      workspaceId,
      rateLimitId,
      change: { [output]: 30_000, [requests]: 500 },
      seen: { [output]: 40_000, [requests]: null },
      ...given,
    }),
  );

async function readOwn() {
  const { groups } = await getLimits(permitFor("admin", "workspaces:read"), workspaceId);
  const limits = groups.find(({ id }) => id === rateLimitId)?.limits ?? [];
  return Object.fromEntries(limits.flatMap(({ type, own }) => (own === null ? [] : [[type, own]])));
}

const listOverrides = () =>
  [...sandbox.store.overrides].flatMap(([key, value]) =>
    key.startsWith(`${workspaceId} opus `) ? [[key.split(" ")[2], value]] : [],
  );

const before = { [output]: 40_000 };

const after = { [output]: 30_000, [requests]: 500 };
const lose = (kind: "lost_after" | "lost_before") =>
  sandbox.faults.add({ kind, method: "POST", path: "/rate_limits", times: 1 });

describeAction("changeLimits", {
  run: (as) => change({}, as),
  changed: async () => {
    expect(Object.fromEntries(listOverrides())).toEqual(after);
    expect(await readOwn()).toEqual(after);
  },
  unchanged: async () => expect(await readOwn()).toEqual(before),
  allowed: {
    by: { "an admin": personas.admin },
    audit: () => ({
      targetId: workspaceId,
      targetLabel: "Data science",
      before: { group: "Claude Opus 5.x", limits: { [output]: 40_000, [requests]: null } },
      after: { group: "Claude Opus 5.x", limits: after },
    }),
  },
  forbidden: { by: { finance: personas.finance, "a lead": personas.lead, "a member": personas.member } },
  refusedByApi: {
    given: () => sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: "/rate_limits" }),
    failure: { code: "refused" },
  },
  lost: {
    answer: { given: () => lose("lost_after") },
    request: { given: () => lose("lost_before") },
  },
});

describe("changeLimits", () => {
  test("gives the organization's limits back for null", async () => {
    await change();
    await change({ change: { [output]: null, [requests]: null }, seen: after });
    expect(listOverrides()).toEqual([]);
    expect(await readOwn()).toEqual({});
  });

  test("changes nothing when the API knows no such limit", async () => {
    const wrong = { change: { tokens_per_day: 5 }, seen: {} };
    expect((await change(wrong)).serverError).toMatchObject({ code: "refused" });
    expect(await readOwn()).toEqual(before);
    expect(await readAudit()).toMatchObject({ outcome: "failed", requestId: expect.stringMatching(/^req_/) });
  });

  test.each(["Default", "Legacy chatbot"])(
    "refuses to change the limits of %s, and sends nothing",
    async (name) => {
      const { serverError } = await change({ workspaceId: findWorkspace(name) });
      expect(serverError).toMatchObject({ code: "refused", reason: expect.stringMatching(/_workspace$/) });
      expect([...sandbox.requests.keys()]).toEqual([]);
    },
  );

  test("reports a conflict when someone else changed it, and the mirror shows their value", async () => {
    sandbox.store.overrides.set(`${workspaceId} opus ${output}`, 11_000);
    expect((await change()).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readOwn()).toEqual({ [output]: 11_000 });
  });

  test("takes no empty change, and no negative or fractional limit", async () => {
    const isInvalid = { validationErrors: { code: "invalid" } };
    expect(await change({ change: {} })).toMatchObject(isInvalid);
    expect(await change({ change: { [output]: -1 } })).toMatchObject(isInvalid);
    expect(await change({ change: { [output]: 1.5 } })).toMatchObject(isInvalid);
  });
});
