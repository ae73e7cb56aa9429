import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { database } from "@/lib/core/db/client";
import { storeKey } from "@/lib/core/db/store-key";
import { startProcess, type TestProcess } from "@/lib/core/db/test-process";
import { env } from "@/lib/core/env/env";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { readApi, writeApi } from "./client";

const running: TestProcess[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ kill }) => kill()));
});

test("three servers never exceed the limit in any window, even if one is killed", async () => {
  await database();
  const [size, windowMs, holdMs] = [12, 500, 500];
  const bucket = [randomUUID(), size, windowMs, holdMs].map(String);
  for (let started = 0; started < 3; started += 1)
    running.push(startProcess("lib/core/admin-api/test-asker.ts", ...bucket));
  for (const { nextLine } of running) expect(await nextLine()).toBe("ready");
  for (const { child } of running) child.stdin?.write("background 8\npage 4\n");
  const [first, ...others] = running;
  const served = [Number(await first?.nextLine())];
  await first?.kill();
  for (let line = await first?.nextLine(); line; line = await first?.nextLine()) served.push(Number(line));
  for (const { nextLine } of others)
    for (let got = 0; got < 12; got += 1) served.push(Number(await nextLine()));
  served.sort((one, other) => one - other);
  expect(served.length).toBeGreaterThanOrEqual(25);
  for (const [index, at] of served.entries()) {
    const next = served[index + size];
    if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(windowMs);
  }
});

test("nothing is sent while the database is unreachable, and the failure names the database", async () => {
  const sent: string[] = [];
  const api = createServer((request, response) => {
    sent.push(request.method ?? "");
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(api.address());
  await database();
  const [url, store] = [env.DATABASE_URL, processSingleton(storeKey, () => null)];
  Object.assign(env, {
    isSandbox: false,
    requestsPerMinute: 90,
    ANTHROPIC_ADMIN_KEY: "sk-ant-admin01-test",
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  });
  forget(storeKey);
  const read = () => readApi((client, options) => client.get("/v1/organizations/me", options));
  const write = () => writeApi((client) => client.post("/v1/organizations/invites", { body: {} }));
  const lost = { code: "store_unavailable", message: expect.stringContaining("the connection was refused") };
  await expect(read()).rejects.toMatchObject(lost);
  await expect(write()).rejects.toMatchObject(lost);
  expect(sent).toEqual([]);

  forget(storeKey);
  processSingleton(storeKey, () => store);
  env.DATABASE_URL = url;
  await read();
  await write();
  expect(sent).toEqual(["GET", "POST"]);
  await new Promise((resolve) => api.close(resolve));
});
