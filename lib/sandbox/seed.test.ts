import { describe, expect, test } from "vitest";
import { largeCounts } from "./seed-large";
import { createTestClient } from "./test-client";

describe("seeds", () => {
  test("the same seed and clock make the same organisation, another seed another", async () => {
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

  test("large has its counts and answers a day of reports", async () => {
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
    expect(json.data[0].results.length).toBeGreaterThan(15_000);
    const active = store.workspaces.list().filter(({ archived_at }) => archived_at === null);
    expect(active.length).toBeLessThanOrEqual(100);
  });

  test("empty has one admin and the Default workspace", async () => {
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
