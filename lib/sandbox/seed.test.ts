import { describe, expect, test } from "vitest";
import { largeCounts } from "@/scripts/sandbox/large-names";
import { createTestClient } from "@/scripts/sandbox/test-client";

type UsageDay = { results: { api_key_id: string | null }[] };
type CodeRow = {
  actor: { type: string; email_address?: string };
  terminal_type: string;
  model_breakdown: { model: string }[];
};

describe("seeds", () => {
  test("make the same organization from the same seed and clock, and another from another seed", async () => {
    const paths = [
      "/users?limit=1000",
      "/invites",
      "/api_keys?limit=1000",
      "/usage_report/messages?starting_at=2026-11-20T00:00:00Z",
    ];
    for (const path of paths) {
      const [one, same, other] = await Promise.all(
        [1, 1, 2].map(async (seed) => (await createTestClient({ seed }).get(path)).text),
      );
      expect(one).toBe(same);
      expect(one).not.toBe(other);
    }
  });

  test("make a huge organization of five times the people with the same traffic", () => {
    const { store } = createTestClient({ size: "huge" }).sandbox;
    expect(store.users.list()).toHaveLength(5 * largeCounts.users);
    const granted = [...store.grants.values()].reduce((sum, users) => sum + users.size, 0);
    expect(granted).toBe(5 * largeCounts.memberships);
    expect(store.keys.list()).toHaveLength(largeCounts.keys);
    expect(store.keyless.length).toBeLessThan(largeCounts.coders);
  });

  test("make some 1,500 lines of cost a day for the large organization", async () => {
    const { get } = createTestClient({ size: "large" });
    const query = "starting_at=2026-11-18T00:00:00Z&limit=1&group_by[]=workspace_id&group_by[]=description";
    const { json } = await get(`/cost_report?${query}`);
    expect(json.data[0].results.length).toBeGreaterThan(1_200);
    expect(json.data[0].results.length).toBeLessThan(2_000);
  });

  test("make a large organization with the specified counts and a day of reports", async () => {
    const { get, sandbox } = createTestClient({ size: "large" });
    const { store } = sandbox;
    expect(store.users.list()).toHaveLength(largeCounts.users);
    expect(store.invites.list()).toHaveLength(largeCounts.invites);
    expect(store.workspaces.list()).toHaveLength(largeCounts.workspaces);
    expect(store.keys.list()).toHaveLength(largeCounts.keys);
    const granted = [...store.grants.values()].reduce((sum, users) => sum + users.size, 0);
    expect(granted).toBe(largeCounts.memberships);
    const dimensions = ["api_key_id", "model", "service_tier", "context_window", "workspace_id"];
    const query = dimensions.map((one) => `&group_by[]=${one}`).join("");
    const { json } = await get(`/usage_report/messages?starting_at=2026-11-20T00:00:00Z&limit=1${query}`);
    const ids: (string | null)[] = json.data.flatMap((day: UsageDay) =>
      day.results.map(({ api_key_id: id }) => id),
    );
    const inUse = store.keys
      .list()
      .filter(({ load, spans }) => load.kilotokens > 0 && spans.some(({ to }) => to === null))
      .map(({ key }) => key.id);
    expect(inUse).toHaveLength(largeCounts.keysInUse);
    expect(ids).toContain(null);
    const sending = new Set(ids.filter((id) => id !== null));
    expect(sending.size).toBeGreaterThan(0.8 * inUse.length);
    expect([...sending].filter((id) => !inUse.includes(id))).toEqual([]);
    const active = store.workspaces.list().filter(({ archived_at }) => archived_at === null);
    expect(active.length).toBeLessThanOrEqual(100);
  });

  test("make people of the large organization use Claude Code in many terminals, and some far more than others", async () => {
    const { get } = createTestClient({ size: "large" });
    const rows: CodeRow[] = [];
    for (let day = 12; day <= 18; day++)
      for (let page: string | null = ""; page !== null; ) {
        const query = `starting_at=2026-10-${day}&limit=1000`;
        const { json } = await get(`/usage_report/claude_code?${query}${page && `&page=${page}`}`);
        rows.push(...json.data);
        page = json.next_page;
      }
    expect(rows.length).toBeGreaterThan(15_000);
    expect(rows.length).toBeLessThan(18_000);
    const counts = new Map<string, number>();
    for (const { actor } of rows.filter((row) => row.actor.type === "user_actor"))
      counts.set(actor.email_address ?? "", (counts.get(actor.email_address ?? "") ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(2_500);
    expect(counts.size).toBeLessThanOrEqual(largeCounts.coders);
    const ranked = [...counts.values()].toSorted((one, other) => other - one);
    const busiest = ranked.slice(0, ranked.length / 5).reduce((sum, count) => sum + count, 0);
    expect(busiest / rows.length).toBeGreaterThan(0.4);
    const kinds = rows.map(({ terminal_type: terminal, model_breakdown: models }) =>
      [terminal, ...models.map(({ model }) => model)].join(" "),
    );
    expect(new Set(kinds).size).toBeGreaterThan(100);
  });

  test("make an empty organization of one admin and the Default workspace", async () => {
    const { get } = createTestClient({ size: "empty" });
    expect((await get("/users")).json.data).toMatchObject([{ role: "admin" }]);
    expect((await get("/workspaces?include_default=true&include_archived=true")).json.data).toHaveLength(1);
    expect((await get("/api_keys")).json).toEqual({
      data: [],
      has_more: false,
      first_id: null,
      last_id: null,
    });
  });
});
