import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest } from "@/lib/core/auth/test-request";
import { restartWith } from "@/lib/core/auth/test-rotation";
import { database } from "@/lib/core/db/client";
import { takeOperation } from "@/lib/core/db/operations";
import { operations } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { action } from "./action-client";

const run = vi.fn(async (name: string) => ({ id: name }));
const create = action
  .metadata({ name: "workspace.create", permission: "workspaces:write", target: null })
  .inputSchema(z.object({ name: z.string() }))
  .action(({ parsedInput }) => run(parsedInput.name));
const archive = action
  .metadata({ name: "workspace.archive", permission: "workspaces:write", target: null })
  .inputSchema(z.object({ name: z.string() }))
  .action(({ parsedInput }) => run(parsedInput.name));

const ada = "ada@northwind.example";
const eve = "eve@northwind.example";
let id: string;

beforeEach(async () => {
  await resetDatabase();
  run.mockClear();
  await addMember("ada", "admin");
  await addMember("eve", "admin");
  id = randomUUID();
});

type Call = { as?: string; name?: string; operationId?: unknown; action?: typeof create };

function call({ as = ada, name = "shop", operationId = id, action = create }: Call = {}) {
  return inRequest({ as }, () => action({ name }, operationId as string));
}

async function readAudit() {
  const items = await readAuditLog();
  return items.map(({ actorEmail, outcome, errorCode }) => ({ actorEmail, outcome, errorCode }));
}

test("the second submit waits for the first and gets its answer", async () => {
  let finish = (_: { id: string }) => {};
  run.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
  const answers = [call(), call()];
  await vi.waitFor(() => expect(run).toHaveBeenCalledOnce(), { timeout: 20_000 });
  const early = await Promise.race([...answers, call({ operationId: randomUUID() })]);
  expect(early).toEqual({ data: { id: "shop" } });
  finish({ id: "the first" });
  expect(await Promise.all(answers)).toEqual([{ data: { id: "the first" } }, { data: { id: "the first" } }]);
  expect(run).toHaveBeenCalledTimes(2);
  expect(await readAudit()).toHaveLength(2);
});

test("calls without an ID, or with different IDs, are separate operations", async () => {
  await inRequest({ as: ada }, () => create({ name: "shop" }));
  await inRequest({ as: ada }, () => create({ name: "shop" }));
  await call();
  await call({ operationId: randomUUID() });
  expect(run).toHaveBeenCalledTimes(4);
});

test.each<[string, Call]>([
  ["another person", { as: eve }],
  ["another action", { action: archive }],
  ["another input", { name: "till" }],
])("an ID used by %s is refused and audited, and nothing is done or shown", async (_, given) => {
  await call();
  const { data, serverError } = await call(given);
  expect(data).toBeUndefined();
  expect(serverError).toMatchObject({ code: "invalid" });
  expect(run).toHaveBeenCalledOnce();
  expect((await readAudit())[0]).toEqual({
    actorEmail: given.as ?? ada,
    outcome: "failed",
    errorCode: "invalid",
  });
});

test.each([
  ["an empty text", ""],
  ["a short text", "1"],
  ["a long text", "x".repeat(65)],
  ["a program's", `rest.${"x".repeat(43)}`],
  ["SQL", "';drop table operations;--"],
  ["a NUL", `${"x".repeat(20)}\0`],
  ["null", null],
  ["a number", 12_345_678_901_234_567n],
  ["an object", { toString: () => "x".repeat(20) }],
])("an ID that is %s is refused and audited", async (_, operationId) => {
  const { serverError } = await call({ operationId });
  expect(serverError).toMatchObject({ code: "invalid" });
  expect(run).not.toHaveBeenCalled();
  expect(await readAudit()).toMatchObject([{ outcome: "failed", errorCode: "invalid" }]);
});

test("hostile input has an identity too", async () => {
  const cycle: { name?: unknown } = {};
  cycle.name = cycle;
  for (const input of [cycle, { name: 1n }, { name: new Map([[{}, () => 1]]) }, null, []]) {
    const operationId = randomUUID();
    const ask = () => inRequest({ as: ada }, () => create(input as never, operationId));
    const first = await ask();
    expect(first.validationErrors).toMatchObject({ code: "invalid" });
    expect(await ask()).toEqual(first);
  }
  expect(await readAudit()).toHaveLength(5);
});

test("strangers use up no ID", async () => {
  const { serverError } = await inRequest({}, () => create({ name: "shop" }, id));
  expect(serverError).toMatchObject({ code: "unauthenticated" });
  const db = await database();
  expect(await db.$count(operations)).toBe(0);
  expect(await call()).toEqual({ data: { id: "shop" } });
});

test("a failure is the answer to both submits", async () => {
  run.mockRejectedValueOnce(new AppError("refused", "no", { reason: "already_member", requestId: "req_1" }));
  const answers = await Promise.all([call(), call()]);
  const refused = { serverError: { code: "refused", reason: "already_member", requestId: "req_1" } };
  expect(answers).toEqual([refused, refused]);
  expect(await readAudit()).toHaveLength(1);
});

test("a second submit doesn't run if the first was interrupted and its outcome is unknown", async () => {
  await call();
  const db = await database();
  const dead = { answer: null, beatAt: sql`now() - interval '1 minute'` };
  await db.update(operations).set(dead).where(eq(operations.id, id));
  expect((await call()).serverError).toMatchObject({ code: "outcome_unknown" });
  expect((await call()).serverError).toMatchObject({ code: "outcome_unknown" });
  expect(run).toHaveBeenCalledOnce();
  expect(await readAudit()).toHaveLength(1);
});

test("an ID is kept for a day", async () => {
  await call();
  const db = await database();
  const age = async (interval: string) =>
    db.update(operations).set({ createdAt: sql`now() - ${interval}::interval` });
  await age("23 hours");
  await call({ operationId: randomUUID() });
  expect(await db.$count(operations)).toBe(2);
  await age("25 hours");
  await call({ operationId: randomUUID() });
  expect(await db.$count(operations)).toBe(1);
});

test("only one of many callers gets the ID", async () => {
  const operation = { id, actorEmail: ada, action: "x", inputHash: "y" };
  const taken = await Promise.all(Array.from({ length: 20 }, () => takeOperation(operation)));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

test("a second submit after a rotation gets the answer of the first, with the previous secret only", async () => {
  const [old, fresh] = ["o".repeat(32), "n".repeat(32)];
  onTestFinished(() => restartWith(undefined));
  restartWith(old);
  expect(await call()).toEqual({ data: { id: "shop" } });
  restartWith(fresh, old);
  expect(await call()).toEqual({ data: { id: "shop" } });
  restartWith(fresh);
  expect(await call()).toMatchObject({ serverError: { code: "invalid" } });
  expect(run).toHaveBeenCalledOnce();
});
