import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { markDirectoryRead, markRead } from "@/lib/core/history/test-history";
import { readMarks } from "@/lib/core/marks/read-model";
import type { FindingRule } from "@/lib/core/marks/vocabulary";
import { listKeys } from "@/lib/directory/keys/list-read-model";
import { loadKeySearch } from "@/lib/directory/keys/search-params";
import { listFindingChoices } from "./choices-read-model";
import { evaluateFindings } from "./evaluate";
import { loadFindingSearch } from "./search-params";
import { addKeys, addPlaces, at } from "./test-truth";

const admin = newActor("admin");
const lead = (...workspaceIds: string[]) => newActor("lead", { workspaceIds });

beforeEach(async () => {
  await resetDatabase();
  await markDirectoryRead();
  await markRead();
  await addPlaces({ w1: {}, w2: {} });
});

async function addFinding(
  rule: FindingRule,
  subjectId: string,
  more: Partial<typeof findings.$inferInsert> = {},
) {
  const db = await database();
  const usual = { label: "x", reach: 1, since: at(-9), score: "1", evidence: {}, firstSeenAt: at(-9) };
  await db.insert(findings).values({ ...usual, rule, subjectId, ...more });
}

test("a row is marked with its open findings, the highest score first", async () => {
  await addFinding("key_unused", "k", { score: "2" });
  await addFinding("key_never_expires", "k", { score: "9" });
  await addFinding("key_same_name", "k", { resolvedAt: at(-1) });
  await addFinding("key_expiring", "k", { dismissedUntil: at(1), dismissedAt: at(-1) });
  await addFinding("key_maker_gone", "k", { dismissedUntil: at(-1), dismissedAt: at(-2), score: "1" });
  await addFinding("key_unused", "other");
  const marksOf = await readMarks(admin, ["k", "nobody"]);
  expect(marksOf("k")).toEqual(["key_never_expires", "key_unused", "key_maker_gone"]);
  expect(marksOf("nobody")).toEqual([]);
});

test("a person is marked with findings about their memberships, each rule once", async () => {
  const evidence = { memberId: "m" };
  await addFinding("access_two_ways", "w1 m", { evidence, workspaceId: "w1" });
  await addFinding("access_two_ways", "w2 m", { evidence, workspaceId: "w2" });
  await addFinding("member_idle", "m", { score: "2" });
  expect((await readMarks(admin, ["m"]))("m")).toEqual(["member_idle", "access_two_ways"]);
  expect((await readMarks(lead("w1"), ["m"]))("m")).toEqual(["access_two_ways"]);
  expect((await readMarks(lead("w3"), ["m"]))("m")).toEqual([]);
});

test("people without Findings, and leads of other workspaces, see no marks", async () => {
  await addFinding("key_unused", "k", { workspaceId: "w1" });
  const marks = async (actor: typeof admin) => (await readMarks(actor, ["k"]))("k").length;
  expect(await marks(newActor("auditor"))).toBe(1);
  expect(await marks(lead("w1"))).toBe(1);
  expect(await marks(lead("w2"))).toBe(0);
  expect(await marks(newActor("finance"))).toBe(0);
  expect(await marks(newActor("member"))).toBe(0);
});

test("the list of keys shows them until they are dismissed", async () => {
  await addKeys({ old: {} });
  await evaluateFindings();
  const list = async () => (await listKeys(permitFor("admin", "keys:read"), loadKeySearch({}))).rows;
  expect(await list()).toMatchObject([{ id: "old", findings: expect.arrayContaining(["key_unused"]) }]);
  const db = await database();
  await db
    .update(findings)
    .set({ dismissedUntil: at(1) })
    .where(eq(findings.rule, "key_unused"));
  expect((await list())[0]?.findings).not.toContain("key_unused");
});

test("what can be decided on together is offered with the fixes that the person may make", async () => {
  await addFinding("key_unused", "k1", { workspaceId: "w1", label: "one", score: "5" });
  await addFinding("key_new_place", "k1", { workspaceId: "w1", label: "one", score: "9" });
  await addFinding("key_maker_gone", "k2", { workspaceId: "w2", label: "two", score: "7" });
  await addFinding("key_unused", "k3", { workspaceId: "w1", dismissedAt: at(-1), dismissedUntil: at(1) });
  await addFinding("key_unused", "k4", { workspaceId: "w1", resolvedAt: at(-1) });
  await addFinding("key_same_name", "k5", { workspaceId: "w1", score: "3" });
  await addFinding("member_idle", "m1", { score: "2" });
  await addFinding("access_two_ways", "w1/m2", {
    workspaceId: "w1",
    score: "1.8",
    evidence: { memberId: "m2", role: "admin" },
  });
  await addFinding("access_two_ways", "w1/m3", {
    workspaceId: "w1",
    score: "1.5",
    evidence: { memberId: "m3", role: "billing" },
  });
  await addFinding("workspace_idle", "w1", { workspaceId: "w1" });
  const list = async (actor: typeof admin, query = "") =>
    (await listFindingChoices(permitFor(actor, "findings:write"), loadFindingSearch(query))).map(
      ({ target, isDismissed, fixes }) => [target.id, isDismissed ? "dismissed" : fixes.join()],
    );
  expect(await list(admin)).toEqual([
    ["k1", "deactivate_key"],
    ["k2", "deactivate_key,replace_key,assign_key"],
    ["k1", "deactivate_key"],
    ["k5", "rename_key"],
    ["m1", "offboard_member"],
    ["m2", ""],
    ["m3", "change_role"],
    ["w1", ""],
  ]);
  expect(await list(admin, "rule=key_unused&state=all")).toEqual([
    ["k1", "deactivate_key"],
    ["k3", "dismissed"],
  ]);
  expect(await list(lead("w2"))).toEqual([["k2", "deactivate_key,replace_key,assign_key"]]);
  expect(await list(lead("w3"))).toEqual([]);
});
