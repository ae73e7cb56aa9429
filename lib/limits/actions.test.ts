import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { resetDatabase } from "@/lib/db/test-database";
import { forget } from "@/lib/process-singleton";
import type { Sandbox } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { syncDirectory } from "@/lib/sync/directory";
import { listWrites, resetSandbox } from "@/lib/sync/test-sandbox";
import { changeLimits } from "./actions";
import { fetchWorkspaceLimits } from "./gateway";
import { organizationSubject, toSubject } from "./mirror";
import { getLimits } from "./read";
import { readSubject } from "./refresh";
import type { OwnLimits } from "./schema";

const output = "output_tokens_per_minute";
const requests = "requests_per_minute";
let sandbox: Sandbox;
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

describe("changing a workspace's rate limits", () => {
  test("allowed: changes the API, the mirror and the log; null gives the organization's back", async () => {
    expect((await change()).serverError).toBeUndefined();
    expect(Object.fromEntries(listOverrides())).toEqual({ [output]: 30_000, [requests]: 500 });
    expect(await readOwn()).toEqual({ [output]: 30_000, [requests]: 500 });
    expect(await readAudit()).toMatchObject({
      action: "workspace.change_limits",
      targetId: workspaceId,
      targetLabel: "Data science",
      outcome: "succeeded",
      before: { group: "Claude Opus 5.x", limits: { [output]: 40_000, [requests]: null } },
      after: { group: "Claude Opus 5.x", limits: { [output]: 30_000, [requests]: 500 } },
    });
    await change({
      change: { [output]: null, [requests]: null },
      seen: { [output]: 30_000, [requests]: 500 },
    });
    expect(listOverrides()).toEqual([]);
    expect(await readOwn()).toEqual({});
  });

  test.each([personas.finance, personas.lead, personas.member])("forbidden to %s", async (as) => {
    expect((await change({}, as)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused by the API: all stays", async () => {
    const wrong = { change: { tokens_per_day: 5 }, seen: {} };
    expect((await change(wrong)).serverError).toMatchObject({ code: "refused" });
    expect(await readOwn()).toEqual(before);
    expect(await readAudit()).toMatchObject({ outcome: "failed", requestId: expect.stringMatching(/^req_/) });
  });

  test.each(["Default", "Legacy chatbot"])("refused by us for %s: nothing is sent", async (name) => {
    const { serverError } = await change({ workspaceId: findWorkspace(name) });
    expect(serverError).toMatchObject({ code: "refused", reason: expect.stringMatching(/_workspace$/) });
    expect([...sandbox.requests.keys()]).toEqual([]);
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: "/rate_limits", times: 1 });
    expect((await change()).serverError).toBeUndefined();
    expect(await readOwn()).toEqual({ [output]: 30_000, [requests]: 500 });
    expect(await readAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("lost before it: found to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: "/rate_limits", times: 1 });
    expect((await change()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await readOwn()).toEqual(before);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });

  test("changed by another meanwhile: a conflict, and the mirror shows theirs", async () => {
    sandbox.store.overrides.set(`${workspaceId} opus ${output}`, 11_000);
    expect((await change()).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readOwn()).toEqual({ [output]: 11_000 });
  });

  test("nothing, or less than nothing, cannot be asked for", async () => {
    const isInvalid = { validationErrors: { code: "invalid" } };
    expect(await change({ change: {} })).toMatchObject(isInvalid);
    expect(await change({ change: { [output]: -1 } })).toMatchObject(isInvalid);
    expect(await change({ change: { [output]: 1.5 } })).toMatchObject(isInvalid);
  });
});
