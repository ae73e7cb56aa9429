import { afterEach, beforeEach, expect, test } from "vitest";
import { noteOutcome } from "@/lib/core/admin-api/request-outcomes";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { syncState } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { GET } from "./route";

const token = "m".repeat(32);
const bearer = (text: string) => ({ headers: { authorization: `Bearer ${text}` } });

beforeEach(resetDatabase);
afterEach(() => {
  env.METRICS_TOKEN = undefined;
});

type Asking = { as?: string; headers?: Record<string, string> };
const ask = (search = "", { as, headers = {} }: Asking = {}) =>
  inRequest({ ...(as && { as }), headers }, () =>
    GET(new Request(`http://castellan/api/health/ready${search}`, { headers })),
  );

test("a server isn't ready while the Admin API is down, but can still show pages", async () => {
  noteOutcome(new AppError("api_unreachable", "no answer"));
  expect((await ask()).status).toBe(503);
  const answer = await ask("?only=database");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ database: "ok", adminApi: "api_unreachable" });
  noteOutcome(null);
  expect((await ask()).status).toBe(200);
});

test("strangers and members get one word for each part, which tells a bad key from a dead API", async () => {
  await addMember("bob", "user");
  env.METRICS_TOKEN = token;
  const asking = [{}, bearer("n".repeat(32)), { as: "bob@northwind.example" }];
  for (const code of ["key_rejected", "api_unreachable"] as const) {
    noteOutcome(new AppError(code, "no"));
    for (const by of asking)
      expect(await (await ask("", by)).json()).toEqual({ database: "ok", adminApi: code, sync: "unknown" });
  }
  const db = await database();
  await db.insert(syncState).values({ job: "directory", finishedAt: new Date() });
  expect(await (await ask()).json()).toMatchObject({ sync: "ok" });
  await db.update(syncState).set({ failedAt: new Date(Date.now() + 1_000), errorCode: "bad_answer" });
  expect(await (await ask()).json()).toMatchObject({ sync: "bad_answer" });
});

test("whoever reads metrics or settings gets the details", async () => {
  await addMember("ada", "admin");
  env.METRICS_TOKEN = token;
  noteOutcome(null);
  const details = {
    database: "ok",
    adminApi: "ok",
    sync: { lastSyncedAt: null, isRunning: false, error: null, unavailable: [] },
  };
  for (const by of [bearer(token), { as: "ada@northwind.example" }]) {
    const answer = await (await ask("", by)).json();
    expect(answer).toMatchObject(details);
    expect(answer).toHaveProperty("disk");
  }
});
