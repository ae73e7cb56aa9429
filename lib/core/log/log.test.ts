import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { guardConsole } from "./guard-console";
import { createLog } from "./log";
import { toLoggedError, toSafeText } from "./logged-error";

const canary = "canary@northwind.example";
let lines: string[];
const log = createLog("debug", { write: (line) => lines.push(line) });

beforeEach(async () => {
  await resetDatabase();
  lines = [];
});

async function fail(kind: "type" | "range" | "twice" | "syntax" | "raise"): Promise<Error> {
  const db = await database();
  const attempts = {
    type: () => db.execute(sql`select ${canary}::text::integer`),
    range: () => db.execute(sql`select (${canary} || repeat('9', 3))::text::date`),
    twice: async () => {
      await addMember(canary, "user");
      await addMember(canary, "user");
    },
    syntax: () => db.execute(sql.raw(`select '${canary}' frm members`)),
    raise: () =>
      db.execute(
        sql.raw(`do $$ begin raise exception 'no %', '${canary}' using detail = '${canary}'; end $$`),
      ),
  };
  return Promise.resolve(attempts[kind]()).then(
    () => expect.fail("the query did not fail"),
    (cause: Error) => cause,
  );
}

const kinds = ["type", "range", "twice", "syntax", "raise"] as const;

function expectClean(text: string): void {
  expect(text).not.toContain("canary");
  expect(text).not.toMatch(/select|insert into|raise exception|params:/i);
}

test.each(kinds)("a failed query (%s) is logged by its code, without its values", async (kind) => {
  const cause = await fail(kind);
  // Without this, the test would prove nothing.
  expect(inspect(cause, { depth: 9 })).toContain("canary");
  const wrapped = new AppError("internal", "it broke", { cause });
  log.error({ err: cause, where: "/api/members" }, "internal error");
  log.error(cause);
  log.error({ err: wrapped }, "it broke");
  log.error({ err: new AggregateError([cause, wrapped], "several"), detail: { found: [cause] } });
  log.error({ reason: cause.message }, `sync fails: ${cause.message}`);
  log.error("no: %s", cause.message);
  expect(lines).toHaveLength(6);
  expectClean(lines.join(""));
  const [first = ""] = lines;
  expect(JSON.parse(first)).toMatchObject({
    level: "error",
    where: "/api/members",
    msg: "internal error",
    err: { message: "a query failed", cause: { code: expect.stringMatching(/^[0-9A-Z]{5}$/) } },
  });
  expect(JSON.parse(first).err.stack).toMatch(/^Error: a query failed\n +at .*\n +at /);
  expectClean(toSafeText(cause));
});

test("an error of PostgreSQL's driver is logged the same way", () => {
  const cause = new pg.DatabaseError(`invalid input syntax for type date: "${canary}"`, 1, "error");
  Object.assign(cause, { code: "22007", severity: "ERROR", detail: canary, where: `$1 = '${canary}'` });
  Object.assign(cause, { internalQuery: "select 1", table: "members", constraint: "members_pkey" });
  expect(toLoggedError(cause)).toMatchObject({
    code: "22007",
    table: "members",
    message: "the database answered 22007 members members_pkey",
  });
  expectClean(JSON.stringify(toLoggedError(cause)));
});

test("other errors keep what helps, and nothing that callers attached", () => {
  const cause = Object.assign(new TypeError("x is not a function"), {
    digest: "1",
    config: { secret: canary },
  });
  log.warn({ err: new Error("outer", { cause }) }, "odd");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    err: {
      type: "Error",
      message: "outer",
      cause: { type: "TypeError", message: "x is not a function", digest: "1" },
    },
  });
  expectClean(lines.join(""));
});

test("an error that causes itself does not loop", () => {
  const cause: Error = new Error("round");
  cause.cause = cause;
  log.error({ err: cause });
  expect(lines).toHaveLength(1);
});

test("what Next prints goes through the log", async () => {
  const said: unknown[][] = [];
  const quiet = {
    error: (...words: unknown[]) => said.push(words),
    warn() {},
    info() {},
    log() {},
    debug() {},
  };
  guardConsole(quiet, log);
  quiet.error("\u001b[31m⨯\u001b[39m", await fail("type"), { digest: "42" });
  expect(said).toEqual([]);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "error",
    msg: expect.stringContaining("⨯ a query failed"),
  });
  expectClean(lines.join(""));
});

test("refusals that Next prints are one line without a stack, and faults keep theirs", () => {
  const print = (..._: unknown[]) => {};
  const quiet = { error: print, warn: print, info: print, log: print, debug: print };
  guardConsole(quiet, log);
  quiet.error(new AppError("forbidden", "the run is somebody else's", { cause: new Error("why") }));
  quiet.warn(new Error('Failed to find Server Action "00".\nRead more: https://nextjs.org'));
  quiet.warn(new Error("Invalid Server Actions request."));
  quiet.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
  quiet.error("⨯", new AppError("api_unreachable", "no answer"));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "info", msg: "refused", why: "the run is somebody else's: why" },
    { level: "info", msg: "refused", why: 'Failed to find Server Action "00".' },
    { level: "info", msg: "refused", why: "Invalid Server Actions request." },
    { level: "debug", msg: "a client hung up" },
    { level: "error", err: { stack: expect.stringContaining("\n    at ") } },
  ]);
  expect(lines.slice(0, 3).join("")).not.toContain("stack");
});
