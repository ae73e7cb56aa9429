import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay } from "@/lib/core/format/calendar";
import { at, findHits } from "@/lib/governance/findings/test-truth";

beforeEach(resetDatabase);

type Given = Partial<typeof accessTokens.$inferInsert>;

async function give(given: Record<string, Given>) {
  const db = await database();
  const rows = Object.entries(given).map(([name, more]) => ({
    ...{ id: randomUUID(), tokenHash: name, name, owner: "ada@northwind.example", createdBy: "ada" },
    ...{ scopes: ["read"], networks: [], createdAt: at(-100), expiresAt: at(90) },
    ...more,
  }));
  await db.insert(accessTokens).values(rows);
}

test("access tokens that work and that nothing has used for long are found", async () => {
  await give({
    hit_never_used: { scopes: ["read", "members:write"] },
    hit_used_long_ago: { lastUsedAt: at(-61) },
    miss_used: { lastUsedAt: at(-59) },
    miss_new: { createdAt: at(-59) },
    miss_over: { expiresAt: at(-1) },
    miss_revoked: { revokedAt: at(-1) },
    miss_waiting: { isWaiting: true },
  });
  const found = (await findHits("token_unused")).toSorted((a, b) => (a.label < b.label ? -1 : 1));
  expect(found).toMatchObject([
    { label: "hit_never_used", reach: 5, evidence: { lastUsedOn: null, days: 100 } },
    { label: "hit_used_long_ago", reach: 2, evidence: { lastUsedOn: toDay(at(-61)), days: 61 } },
  ]);
});
