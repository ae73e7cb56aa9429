import { expect, test } from "./fixtures";
import { readWorld } from "./world";

test("the health check reports that the server is running", async ({ request }) => {
  const answer = await request.get("/api/health/live");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toEqual({ status: "ok" });
});

test("the metrics require a token", async ({ request }) => {
  const { metricsToken } = readWorld();
  expect((await request.get("/api/metrics")).status()).toBe(401);
  const wrong = await request.get("/api/metrics", { headers: { authorization: `Bearer ${metricsToken}x` } });
  expect(wrong.status()).toBe(401);
  const right = await request.get("/api/metrics", { headers: { authorization: `Bearer ${metricsToken}` } });
  expect(right.status()).toBe(200);
  expect(right.headers()["content-type"]).toContain("text/plain");
  expect(await right.text()).toMatch(/^castellan_admin_api_calls_total\{outcome="ok"\} \d+$/m);
});

test.describe("the sandbox", () => {
  test.use({ server: "sandbox" });

  test("reports that it is ready", async ({ request }) => {
    await expect
      .poll(async () => (await request.get("/api/health/ready")).json())
      .toMatchObject({ database: "ok", adminApi: "ok" });
    expect((await request.get("/api/health/ready")).status()).toBe(200);
  });

  test("serves no metrics, because it has no token", async ({ request }) => {
    const answer = await request.get("/api/metrics", { headers: { authorization: "Bearer " } });
    expect(answer.status()).toBe(404);
  });
});
