import { beforeEach, expect, test } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { toDay } from "@/lib/core/format/calendar";
import type { FindingRule } from "@/lib/core/marks/vocabulary";
import { at, findHits } from "@/lib/governance/findings/test-truth";

beforeEach(resetDatabase);

type Given = Partial<typeof grants.$inferInsert>;

async function give(given: Record<string, Given>) {
  const db = await database();
  const usual = {
    persona: "auditor",
    expiresAt: at(90),
    createdBy: "ada",
    createdAt: at(-200),
    notedSince: at(-100),
  };
  const rows = Object.entries(given).map(([email, more]) => ({ email, ...usual, ...more }));
  await db.insert(grants).values(rows);
}

const listFound = async (rule: FindingRule) =>
  (await findHits(rule)).map(({ subject_id: id }) => id).toSorted();

test("grants that end soon are found", async () => {
  await give({
    hit_tomorrow: { expiresAt: at(1), persona: "admin" },
    hit_in_14_days: { expiresAt: at(13.99) },
    miss_later: { expiresAt: at(14.01) },
    miss_over: { expiresAt: at(-0.01) },
    miss_suspended: { expiresAt: at(1), suspendedFor: "left" },
  });
  expect(await listFound("grant_expiring")).toEqual(["hit_in_14_days", "hit_tomorrow"]);
  const [soon] = (await findHits("grant_expiring")).filter(({ subject_id: id }) => id === "hit_tomorrow");
  expect(soon).toMatchObject({ reach: 5, evidence: { expiresOn: toDay(at(1)), days: 1 } });
});

test("grants that nobody has used are found, as far as uses were noted", async () => {
  await give({
    hit_never_used: {},
    hit_used_long_ago: { lastUsedAt: at(-61) },
    miss_used: { lastUsedAt: at(-59) },
    miss_new: { createdAt: at(-10) },
    miss_noted_only_since: { notedSince: at(-59) },
    miss_renewed: { renewedAt: at(-3) },
    miss_over: { expiresAt: at(-1) },
    miss_suspended: { suspendedFor: "demoted" },
  });
  expect(await listFound("grant_unused")).toEqual(["hit_never_used", "hit_used_long_ago"]);
});

test("suspended grants are found, also before that is on record", async () => {
  await addMember("left", "user", { email: "hit_left", goneAt: at(-1) });
  await addMember("stays", "user", { email: "miss_stays" });
  await give({
    hit_suspended: { suspendedFor: "demoted", suspendedAt: at(-2) },
    hit_left: {},
    miss_stays: {},
    miss_stranger: {},
  });
  expect(await listFound("grant_suspended")).toEqual(["hit_left", "hit_suspended"]);
});

test("break-glass admins are found while another admin exists", async () => {
  const isFound = async () => (await findHits("break_glass_open")).length > 0;
  try {
    env.BOOTSTRAP_ADMINS = ["ada@northwind.example"];
    await addMember("ada", "admin");
    await addMember("bob", "user");
    expect(await isFound()).toBe(false);
    await give({ "cy@outside.example": { persona: "admin" } });
    expect(await findHits("break_glass_open")).toMatchObject([
      { evidence: { addresses: ["ada@northwind.example"] } },
    ]);
    env.BOOTSTRAP_ADMINS = [];
    expect(await isFound()).toBe(false);
  } finally {
    env.BOOTSTRAP_ADMINS = [];
  }
});
