import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { apiKeyUsage, usageKeyRollups, usageRows } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { keyNewPlace } from "./new-place";

type Plan = {
  "Node Type": string;
  "Parent Relationship"?: string;
  "Index Name"?: string;
  "Relation Name"?: string;
  Plans?: Plan[];
};

beforeEach(resetDatabase);

async function fill(from: number, to: number): Promise<void> {
  const db = await database();
  await db.execute(sql`insert into ${usageRows} (day, model, api_key_id, uncached_input_tokens, cache_read_input_tokens,
      cache_creation_5m_input_tokens, cache_creation_1h_input_tokens, output_tokens, web_search_requests)
    select (now() at time zone 'UTC')::date - ago, 'model ' || number % 5, 'key ' || number, 1, 1, 1, 1, 1, 1
    from generate_series(${from}::int, ${to}::int) ago, generate_series(1, 400) number`);
  await db.execute(sql`insert into ${usageKeyRollups} (api_key_id, day, tokens)
    select api_key_id, day, 5 from ${usageRows} on conflict do nothing`);
}

async function addKeys(): Promise<void> {
  const db = await database();
  await db.execute(sql`insert into ${apiKeys} (id, name, status, scope, raw, seen_at, first_seen_at)
    select 'key ' || number, 'key', 'active', 'organization', '{}', now(), now() from generate_series(1, 400) number`);
}

function list(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(list)];
}

async function explain(): Promise<Plan[]> {
  const db = await database();
  const find = keyNewPlace.find(
    { factor: 5, millionTokens: 10 },
    {
      isCostReported: false,
      adminKey: null,
      unproven: null,
      checkpointAt: null,
    },
  );
  const { rows } = await db.execute<{ "QUERY PLAN": { Plan: Plan }[] }>(sql`explain (format json) ${find}`);
  return rows.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan: plan }) => list(plan)));
}

test.each(["none", "of the empty tables", "of the newest days"])(
  "with statistics %s, usage is read by its indexes, and nothing is summed for each key",
  async (known) => {
    const db = await database();
    const analyze = () =>
      db.execute(sql`analyze ${usageRows}, ${usageKeyRollups}, ${apiKeys}, ${apiKeyUsage}`);
    if (known === "of the empty tables") await analyze();
    await addKeys();
    await fill(0, 2);
    if (known === "of the newest days") await analyze();
    await fill(3, 70);
    const nodes = await explain();
    const repeated = nodes.flatMap(({ "Node Type": type, Plans = [] }) =>
      type === "Nested Loop" ? Plans.filter((plan) => plan["Parent Relationship"] === "Inner") : [],
    );
    const parts = repeated.flatMap(list);
    expect(parts.flatMap((part) => part["Index Name"] ?? [])).toContain("usage_rows_key");
    const isWhole = (part: Plan) =>
      part["Node Type"] === "Seq Scan" && part["Relation Name"] === "usage_rows";
    expect(parts.filter((part) => isWhole(part) || part["Index Name"] === "usage_rows_day")).toEqual([]);
    expect(parts.filter((part) => /Aggregate|Group/.test(part["Node Type"]))).toEqual([]);
  },
);
