import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay } from "@/lib/core/format/calendar";
import { putSettings } from "@/lib/core/settings/store";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeKeys } from "@/lib/money/reports/vocabulary";
import { listSpendActors } from "./actors";

const today = toDay(new Date());
const names = {
  apikey_ann: "claude_code_key_ann_wxyz",
  apikey_bob: "claude_code_key_bob_wxyz",
  apikey_app: "app",
};

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const key = { status: "active", scope: "workspace", workspaceId: "a", raw: {} };
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0) };
  await db.insert(apiKeys).values(Object.entries(names).map(([id, name]) => ({ ...key, ...seen, id, name })));
  await noteActorCostCapability(null, new Date());
  const row = {
    actorKind: "user",
    workspaceId: "a",
    product: "claude_code",
    model: "m",
    currency: "USD",
    cents: "10",
    listCents: "10",
  };
  const rows = Object.keys(names).map((apiKeyId) => {
    const person = apiKeyId.replace("apikey_", "");
    return { ...row, apiKeyId, actorId: `user_${person}`, actorEmail: `${person}@x.example` };
  });
  await replaceDay("actor-cost", today, rows, new Date());
});

const list = (actor = newActor("admin")) =>
  listSpendActors(permitFor(actor, "cost:read"), { from: today, to: today, kind: "key", page: 1 });

test("the merged row of Claude Code keys shows no names while names are masked", async () => {
  const db = await database();
  await db.transaction((tx) => putSettings(tx, "setup", { mask_names: true }));
  const { source, rows } = await list();
  expect(source).toBe("reported");
  expect(rows.map(({ id, email, cents }) => [id, email, cents])).toEqual([
    [claudeCodeKeys, null, "20"],
    ["apikey_app", null, "10"],
  ]);
});

test("products and models sum to their row, with a list price if it differs", async () => {
  const who = { actorKind: "user", actorId: "user_eva", actorEmail: "eva@x.example", workspaceId: "a" };
  const row = { ...who, apiKeyId: null, currency: "USD", model: "m1" };
  await replaceDay(
    "actor-cost",
    today,
    [
      { ...row, product: "chat", cents: "7.25", listCents: "8" },
      { ...row, product: "research", cents: "10", listCents: "10" },
      { ...row, product: null, cents: "0.5", listCents: "0.5" },
    ],
    new Date(),
  );
  const by = permitFor("finance", "cost:read");
  const query = { from: today, to: today, kind: "person", page: 1 } as const;
  const found = await listSpendActors(by, query);
  expect(found).toMatchObject({ isDiscounted: true, hasProducts: true, hasModels: false, cents: "17.75" });
  expect(found.rows).toMatchObject([
    {
      cents: "17.75",
      listCents: "18.5",
      products: [
        { key: "research", cents: "10" },
        { key: "chat", cents: "7.25" },
        { key: "(none)", cents: "0.5" },
      ],
      models: [{ key: "m1", cents: "17.75" }],
    },
  ]);
  const same = { ...row, product: "chat", cents: "7", listCents: "7" };
  await replaceDay("actor-cost", today, [same], new Date());
  expect(await listSpendActors(by, query)).toMatchObject({ isDiscounted: false, hasProducts: false });
});

test("a lead sees what keys cost, but not who uses them", async () => {
  const { rows } = await list(newActor("lead", { workspaceIds: ["a"] }));
  expect(rows).toHaveLength(3);
  expect(JSON.stringify(rows)).not.toContain("@");
});
