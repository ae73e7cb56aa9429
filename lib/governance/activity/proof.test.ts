import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { forgetEnd } from "@/lib/core/audit/end";
import { getAuditKey } from "@/lib/core/audit/key";
import { attack, readLine, writeEntries } from "@/lib/core/audit/test-attack";
import { permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { readLogProof } from "./proof";

const by = permitFor("auditor", "log:read");

beforeEach(resetDatabase);

test("an empty log, and one that is proven from its first line, need no note", async () => {
  const { publicKey } = await getAuditKey();
  const proof = { unproven: null, publicKey, role: "embedded", checkpoints: [] };
  expect(await readLogProof(by)).toEqual({ ...proof, lines: 0, hash: null });
  await writeEntries("user_1");
  const { hash } = await readLine(2);
  expect(await readLogProof(by)).toEqual({ ...proof, lines: 2, hash });
});

test.each([
  ["forged_seal", sql`update audit_head set seal = 'x'`],
  ["no_seal", sql`delete from audit_head`],
  ["other_key", sql`update audit_head set key_id = 'x'`],
  ["end_moved", sql`delete from audit_log where seq = 4`],
])("the note %s is shown before the next line, and permanently after it", async (reason, change) => {
  await writeEntries("user_1", "user_2");
  await attack(change);
  forgetEnd();
  const before = reason === "end_moved" ? 4 : 5;
  expect((await readLogProof(by)).unproven).toEqual({ before, reason });
  await writeEntries("user_3");
  expect(await readLogProof(by)).toMatchObject({ lines: 8, unproven: { before: 5, reason } });
  await writeEntries("user_4", "user_5");
  expect(await readLogProof(by)).toMatchObject({ lines: 12, unproven: { before: 5, reason } });
});

test("only people who may read the log may see its proof", () => {
  for (const persona of ["finance", "lead", "member"] as const)
    expect(() => permitFor(persona, "log:read")).toThrow();
});
