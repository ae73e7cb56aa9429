import { beforeEach, expect, test, vi } from "vitest";
import { GET } from "@/app/api/export/[file]/route";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { forget } from "@/lib/core/process/process-singleton";
import type { Sheet } from "@/lib/core/sheets/columns";
import { recordExport } from "./record";

const ada = "ada@northwind.example";

beforeEach(async () => {
  await resetDatabase();
  forget("downloads");
  await addMember("ada", "admin");
  await addMember("bob", "user");
});

const download = (as: Parameters<typeof inRequest>[0]["as"] & {}, file: string, method = "GET") =>
  inRequest({ as }, async () => {
    const [name = "", group = ""] = file.split("?");
    const request = new Request(`${testOrigin}/api/export/${name}?q=ada&${group}`, { method });
    return GET(request, { params: Promise.resolve({ file: name }) });
  });

test("an export is audited with who, what, and how many rows", async () => {
  const answer = await download(ada, "members.csv");
  expect((await answer.text()).trim().split("\r\n")).toHaveLength(2);
  expect(await readAuditLog()).toEqual([
    expect.objectContaining({
      action: "export.download",
      actorEmail: ada,
      targetId: "members.csv",
      outcome: "succeeded",
      after: expect.objectContaining({ rows: 1 }),
    }),
  ]);
});

test("days that were not yet loaded are audited", async () => {
  await markRead(["cost"], { count: 2 });
  const days = `from=${addDays(toDay(new Date()), -4)}&to=${toDay(new Date())}`;
  await (await download(ada, `cost.csv?${days}`)).text();
  expect((await readAuditLog())[0]?.after).toMatchObject({ rows: 0, missingDays: 3 });
  await markRead(["cost"]);
  await (await download(ada, `cost.csv?${days}`)).text();
  expect((await readAuditLog())[0]?.after).not.toHaveProperty("missingDays");
});

test("an export that is cut off is audited as failed", async () => {
  const answer = await download(ada, "members.csv");
  await answer.body?.cancel();
  expect(await readAuditLog()).toEqual([expect.objectContaining({ outcome: "failed" })]);
});

test("an export that no one reads on is aborted and audited as failed", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const answer = await download(ada, "members.csv").finally(() => vi.advanceTimersByTimeAsync(121_000));
  vi.useRealTimers();
  await expect(answer.text()).rejects.toThrow("nobody reads on");
  await expect.poll(readAuditLog).toEqual([expect.objectContaining({ outcome: "failed" })]);
});

test("HEAD makes no file and takes no place among the exports", async () => {
  for (let turn = 0; turn < 6; turn += 1)
    expect((await download(ada, "members.csv", "HEAD")).status).toBe(405);
  expect(await readAuditLog()).toEqual([]);
  expect((await download(ada, "members.csv")).status).toBe(200);
});

test("what is refused leaves with nothing, and is no export", async () => {
  expect((await download("bob@northwind.example", "members.csv")).status).toBe(403);
  expect(await readAuditLog()).toEqual([]);
});

test.each([
  "members.csv",
  "workspace-members.xlsx",
  "access.csv",
  "invites.csv",
  "activity.csv",
  "claude-code.csv",
  "claude-code.csv?group=day,actor",
  "claude-code.csv?group=day&actor=ada@northwind.example",
  "keys.csv",
  "usage.csv?source=analytics&person=user_ada",
  "usage.csv?source=analytics&group=day&person=user_ada",
  "usage.csv?source=analytics",
  "usage.csv?group=day,person",
])("%s, which lists people, takes a recent sign-in; the refusal is on record", async (file) => {
  const stale = await startTestSession(ada, { authenticatedAt: new Date(Date.now() - 16 * 60_000) });
  const refused = await download(stale, file);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "step_up_required" });
  expect(await readAuditLog()).toMatchObject([{ action: "export.download", outcome: "failed" }]);
  expect((await download(ada, file)).status).toBe(200);
});

test.each(["workspaces.csv", "cost.csv", "usage.csv?group=day", "claude-code.csv?group=day,terminal_type"])(
  "%s, which lists no people, does not",
  async (file) => {
    const stale = await startTestSession(ada, { authenticatedAt: null });
    expect((await download(stale, file)).status).toBe(200);
  },
);

test("a stale sign-in gets no people by naming two groupings", async () => {
  const stale = await startTestSession(ada, { authenticatedAt: null });
  for (const groups of ["group=terminal_type&group=actor", "group=terminal_type&%67roup=actor,day"])
    expect((await download(stale, `claude-code.csv?${groups}`)).status).toBe(400);
});

test("rows that fail on their way are not taken for a whole export", async () => {
  const sheet: Sheet = {
    columns: [{ name: "id", kind: "text" }],
    listRows: async function* () {
      yield [["1"], ["2"]];
      throw new Error("the store is gone");
    },
    isLongerThan: async () => false,
    period: "2026-11-25",
  };
  const recording = await recordExport(newActor("admin"), "keys.csv", sheet, new URLSearchParams());
  const read = async () => {
    for await (const _rows of recording.sheet.listRows());
  };
  await expect(read()).rejects.toThrow("the store is gone");
  await recording.settle("failed");
  await recording.settle("succeeded");
  expect(await readAuditLog()).toEqual([
    expect.objectContaining({ outcome: "failed", after: expect.objectContaining({ rows: 2 }) }),
  ]);
});
