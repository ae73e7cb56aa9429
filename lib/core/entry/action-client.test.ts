import { sql } from "drizzle-orm";
import { beforeEach, expect, expectTypeOf, test, vi } from "vitest";
import { z } from "zod";
import { readAuditLog } from "@/lib/core/audit/test-log";
import type { Permit } from "@/lib/core/auth/permit";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { AppError, type Failure } from "@/lib/core/errors/errors";
import { action } from "./action-client";
import { unwrap } from "./unwrap";

const input = z.object({ memberId: z.string().min(1), role: z.enum(["user", "developer"]) });
const run = vi.fn(
  async (_by: Permit<"members:write">, given: z.infer<typeof input>): Promise<{ id: string }> => ({
    id: given.memberId,
  }),
);

const changeRole = action
  .metadata({ name: "member.change_role", permission: "members:write", target: "memberId" })
  .inputSchema(input)
  .action(({ ctx, parsedInput }) => run(ctx.by, parsedInput));

const admin = { as: "ada@northwind.example" };
const asked = { memberId: "user_1", role: "developer" } as const;

beforeEach(async () => {
  await resetDatabase();
  run.mockClear();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
});

async function readLog() {
  const items = await readAuditLog();
  return items.map(({ actorEmail, action, targetId, outcome, errorCode, request }) => ({
    actorEmail,
    action,
    targetId,
    outcome,
    errorCode,
    request,
  }));
}

const recorded = { actorEmail: "ada@northwind.example", action: "member.change_role", targetId: "user_1" };

test("an allowed operation runs with a permit and is audited with its request", async () => {
  const result = await inRequest(admin, () => changeRole(asked));
  expect(unwrap(result)).toEqual({ id: "user_1" });
  expect(run).toHaveBeenCalledExactlyOnceWith({ actor: expect.objectContaining({ id: "ada" }) }, asked);
  expect(await readLog()).toEqual([{ ...recorded, outcome: "succeeded", errorCode: null, request: asked }]);
});

test("nobody can say that an operation belongs to a bulk run", async () => {
  const given = { ...asked, run: "run_1" };
  await inRequest({ as: "bob@northwind.example" }, () => changeRole(given));
  const refused = { ...recorded, actorEmail: "bob@northwind.example", errorCode: "forbidden" };
  expect(await readLog()).toEqual([{ ...refused, outcome: "failed", request: asked }]);
});

/** React's stand-in for an argument that stays in the browser. */
const reference = new Proxy(() => undefined, {
  get() {
    throw new Error("Cannot access a property of a client reference");
  },
});

test.each([
  ["one", { ...asked, memberId: reference }],
  ["a list with one", [reference]],
  ["nothing but one", reference],
])("an argument that stays in the browser is refused as invalid: %s", async (_, given) => {
  const result = await inRequest(admin, () => changeRole(given as never));
  expect(result.validationErrors?.code).toBe("invalid");
  expect(await readLog()).toMatchObject([{ outcome: "failed", errorCode: "invalid" }]);
});

test.each([
  ["NUL", "user\0"],
  ["half of a character", "user\ud800"],
])("an ID that the database can't hold is refused as invalid: %s", async (_, memberId) => {
  run.mockImplementationOnce(async () => {
    const db = await database();
    await db.execute(sql`select ${memberId}::text, ${JSON.stringify([memberId])}::jsonb`);
    return { id: memberId };
  });
  const result = await inRequest(admin, () => changeRole({ ...asked, memberId }));
  expect(result.serverError).toMatchObject({ code: "invalid" });
});

test("the intent is audited before the operation runs", async () => {
  run.mockImplementationOnce(async () => {
    expect(await readLog()).toEqual([{ ...recorded, outcome: "unknown", errorCode: null, request: asked }]);
    return { id: "" };
  });
  unwrap(await inRequest(admin, () => changeRole(asked)));
});

test("a refusal by role is audited, and nothing runs", async () => {
  const result = await inRequest({ as: "bob@northwind.example" }, () => changeRole(asked));
  expect(result).toEqual({ serverError: { code: "forbidden", requestId: expect.any(String) } });
  expect(run).not.toHaveBeenCalled();
  expect(await readLog()).toMatchObject([
    { actorEmail: "bob@northwind.example", targetId: "user_1", outcome: "failed", errorCode: "forbidden" },
  ]);
});

test("wrong input is refused with its fields after the role is checked, and is audited", async () => {
  const wrong: unknown = { memberId: "", role: "admin" };
  const result = await inRequest(admin, () => changeRole(wrong as typeof asked));
  expect(result.validationErrors).toEqual({
    code: "invalid",
    fields: { memberId: [expect.any(String)], role: [expect.any(String)] },
  });
  expect(await readLog()).toMatchObject([{ outcome: "failed", errorCode: "invalid" }]);
  const refused = await inRequest({ as: "bob@northwind.example" }, () => changeRole(wrong as typeof asked));
  expect(refused.serverError).toMatchObject({ code: "forbidden" });
  expect(run).not.toHaveBeenCalled();
});

/** As React decodes a short request whose parts refer to each other: 6 ** 9 values. */
function repeat(depth: number): object {
  const part = depth === 0 ? {} : repeat(depth - 1);
  return { a: part, b: part, c: part, d: part, e: part, f: part };
}

test.each([
  ["whose parts repeat", { ...asked, memberId: repeat(8) }],
  ["with a long text many times", { ...asked, more: Array.from({ length: 4 }, () => "x".repeat(2_000_000)) }],
  ["with a long list", { ...asked, more: Array.from({ length: 300_000 }, () => 1) }],
  ["with many bytes", { ...asked, more: new Uint8Array(300_000) }],
])("an input %s is refused before it is read, and audited without it", async (_, given) => {
  const result = await inRequest(admin, () => changeRole(given as typeof asked, "x".repeat(20)));
  expect(result.serverError).toMatchObject({ code: "too_large" });
  expect(run).not.toHaveBeenCalled();
  const refused = { outcome: "failed", errorCode: "too_large", request: null };
  expect(await readLog()).toEqual([{ ...recorded, targetId: null, ...refused }]);
});

test("the largest forms aren't too large", async () => {
  const row = { keyId: "apikey_01abcdefghijklmnopqrstuv", name: "n".repeat(100), expected: "e".repeat(100) };
  const given: unknown = { ...asked, keys: Array.from({ length: 10_000 }, () => row) };
  expect(unwrap(await inRequest(admin, () => changeRole(given as typeof asked)))).toEqual({ id: "user_1" });
});

test("a stranger is refused without an entry in the log", async () => {
  const result = await inRequest({}, () => changeRole(asked));
  expect(result.serverError).toMatchObject({ code: "unauthenticated" });
  expect(await readLog()).toEqual([]);
});

test.each([
  ["a foreign Origin", { origin: "https://evil.example" }],
  [
    "a foreign Origin and a forged forwarded host",
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
  ],
  ["the Origin null", { origin: "null" }],
  ["no Origin", { origin: "" }],
])("an operation with %s is refused before anything else", async (_, headers) => {
  const result = await inRequest({ ...admin, headers }, () => changeRole(asked));
  expect(result.serverError).toMatchObject({ code: "foreign_origin" });
  expect(run).not.toHaveBeenCalled();
  expect(await readLog()).toEqual([]);
});

test("read-only mode refuses an operation and records the refusal", async () => {
  env.READ_ONLY = true;
  const result = await inRequest(admin, () => changeRole(asked));
  env.READ_ONLY = false;
  expect(result.serverError).toMatchObject({ code: "read_only" });
  expect(await readLog()).toMatchObject([{ outcome: "failed", errorCode: "read_only" }]);
});

test("an error of our own reaches the browser as its code and reason", async () => {
  run.mockRejectedValueOnce(
    new AppError("refused", "vendor text", { reason: "already_member", requestId: "req_1" }),
  );
  const result = await inRequest(admin, () => changeRole(asked));
  expect(result).toEqual({ serverError: { code: "refused", reason: "already_member", requestId: "req_1" } });
  expect(await readLog()).toMatchObject([{ outcome: "failed", errorCode: "refused" }]);
});

test("an unknown error leaks nothing", async () => {
  run.mockRejectedValueOnce(new Error("postgres://user:secret@host"));
  const result = await inRequest(admin, () => changeRole(asked));
  expect(result).toEqual({ serverError: { code: "internal", requestId: expect.any(String) } });
  expect(await readLog()).toMatchObject([{ outcome: "failed", errorCode: "internal" }]);
});

test("an operation that breaks after its request left is unknown, not failed", async () => {
  const breaking = action
    .metadata({ name: "member.remove", permission: "members:write", target: "memberId" })
    .inputSchema(input)
    .action(async ({ ctx }) => {
      ctx.entry.markSent();
      throw new Error("no");
    });
  await inRequest(admin, () => breaking(asked));
  expect(await readLog()).toMatchObject([
    { action: "member.remove", outcome: "unknown", errorCode: "internal" },
  ]);
});

test("a hostile target is recorded as plain text or not at all", async () => {
  const hostile: unknown[] = [
    { memberId: { toString: "x" } },
    null,
    "text",
    { memberId: "\0".repeat(10_000) },
  ];
  for (const each of hostile) await inRequest(admin, () => changeRole(each as typeof asked));
  const targets = (await readLog()).map(({ targetId }) => targetId);
  expect(targets.toReversed()).toEqual([null, null, null, "\ufffd".repeat(200)]);
});

test("unwrap throws both kinds of failures", () => {
  const failure: Failure = { code: "invalid", fields: { name: ["too long"] } };
  expect(() => unwrap({ validationErrors: failure })).toThrow(expect.objectContaining({ failure }));
  expect(() => unwrap({ serverError: { code: "refused" } })).toThrow(AppError);
});

test("a write that leaves something out does not compile", () => {
  // @ts-expect-error no permission
  action.metadata({ name: "member.remove", target: "memberId" });
  // @ts-expect-error no target
  action.metadata({ name: "member.remove", permission: "members:write" });
  // @ts-expect-error no name
  action.metadata({ permission: "members:write", target: "memberId" });
  // @ts-expect-error a name outside of the vocabulary
  action.metadata({ name: "member.promote", permission: "members:write", target: "memberId" });
  // @ts-expect-error a permission that does not exist
  action.metadata({ name: "member.remove", permission: "members:delete", target: "memberId" });
  // @ts-expect-error no metadata at all
  expect(action.inputSchema).toBeUndefined();
  const declared = action.metadata({ name: "member.remove", permission: "members:write", target: "userId" });
  // @ts-expect-error the input has no such key
  declared.inputSchema(input);
  // @ts-expect-error no input schema
  expect(declared.action).toBeUndefined();
});

test("the permit has the declared permission, and the answer keeps its type", () => {
  action
    .metadata({ name: "sync.run", permission: "sync:run", target: null })
    .inputSchema(z.object({}))
    .action(async ({ ctx }) => {
      expectTypeOf(ctx.by).toEqualTypeOf<Permit<"sync:run">>();
    });
  expectTypeOf(unwrap<Awaited<ReturnType<typeof changeRole>>["data"]>).returns.toEqualTypeOf<
    { id: string } | undefined
  >();
  const unwrapped = async () => unwrap(await changeRole(asked));
  expectTypeOf(unwrapped).returns.resolves.toEqualTypeOf<{ id: string }>();
});
