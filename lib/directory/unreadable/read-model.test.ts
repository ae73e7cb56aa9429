import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { saveUnreadable } from "@/lib/core/db/unreadable-rows";
import { readRows, type UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { listUnreadable } from "./read-model";

beforeEach(resetDatabase);

const by = permitFor("admin", "settings:read");
const odd: UnreadableRow = { id: "user_1", field: "role", problem: "missing", sample: { id: "user_1" } };

test("the list shows the newest days of each report, so that no noun hides another", async () => {
  const db = await database();
  const days = Array.from({ length: 28 }, (_, index) => `2026-11-${String(index + 1).padStart(2, "0")}`);
  for (const part of days) await saveUnreadable(db, { noun: "cost", part }, [odd], new Date());
  await saveUnreadable(db, { noun: "member" }, [odd, odd], new Date());
  const { total, parts, otherParts } = await listUnreadable(by);
  expect([total, otherParts]).toEqual([30, 23]);
  expect(parts.map(({ noun, part }) => `${noun} ${part}`)).toEqual([
    ...days
      .slice(-5)
      .toReversed()
      .map((day) => `cost ${day}`),
    "member ",
  ]);
});

test("the list says which limits, and of which workspace or day", async () => {
  const db = await database();
  await db.insert(workspaces).values({
    id: "wrkspc_1",
    name: "Checkout",
    isDefault: false,
    tags: {},
    raw: {},
    firstSeenAt: new Date(),
    seenAt: new Date(),
  });
  for (const part of ["rate:organization", "rate:wrkspc_1", "rate:wrkspc_2", "spend", "peaks:2026-11-20"])
    await saveUnreadable(db, { noun: "limit", part }, [odd], new Date());
  const { parts } = await listUnreadable(by);
  expect(parts.map(({ noun, part, workspaceName }) => [noun, part, workspaceName])).toEqual([
    ["spend_limit", "", null],
    ["rate_limit", "wrkspc_2", null],
    ["rate_limit", "wrkspc_1", "Checkout"],
    ["rate_limit", "", null],
    ["peak", "2026-11-20", null],
  ]);
});

test("a few samples are kept and the rest is counted, and an older reading never replaces a newer one", async () => {
  const db = await database();
  const rows = Array.from({ length: 40 }, () => odd);
  await saveUnreadable(db, { noun: "member" }, rows, new Date("2026-11-02"));
  await saveUnreadable(db, { noun: "member" }, [odd], new Date("2026-11-01"));
  await saveUnreadable(db, { noun: "member" }, [], new Date("2026-11-01"));
  const { total, parts } = await listUnreadable(by);
  expect(total).toBe(40);
  expect(z.array(z.unknown()).parse(JSON.parse(parts[0]?.sample ?? ""))).toHaveLength(5);
});

test("a sample is limited in size, and holds neither secrets nor characters that no database stores", () => {
  const secrets = {
    api_key: "sk-ant-api03-aaaa-bbbb",
    signing_secret: "hunter2",
    note: "Bearer abc.def and whsec_MfKQ9 and eyJhbGciOi.eyJzdWIi.c2ln",
    text: "a\u0000b\ud800",
  };
  const [found] = readRows(z.object({ id: z.string() }), [secrets]).unreadable;
  const text = JSON.stringify(found?.sample);
  for (const secret of ["aaaa", "hunter2", "abc.def", "MfKQ9", "c2ln", "\\u0000", "\\ud800"])
    expect(text).not.toContain(secret);
  expect(found).toMatchObject({ id: null, field: "id", problem: "missing" });
  const large = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, "x".repeat(400)]));
  const [cut] = readRows(z.object({ id: z.string() }), [large]).unreadable;
  expect(JSON.stringify(cut?.sample).length).toBeLessThan(100);
});
