import { resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { env } from "@/lib/core/env/env";
import { routes } from "@/lib/test-surface";
import { forget } from "./core/process/process-singleton";

const bob = "bob@northwind.example";
const queries: Record<string, string> = {
  "/api/claude-code/values": "?by=terminal",
  "/api/cost/values": "?by=model",
  "/api/usage/values": "?by=model",
  "/api/savings": "?from=2026-01-01&to=2026-01-31",
  "/api/savings/opportunities": "?from=2026-01-01&to=2026-01-31",
  "/api/spend/unusual-days": "?from=2026-01-01&to=2026-01-02",
};
const reports = routes.filter(({ permission }) => /^(cost|usage|claude-code):read$/.test(permission ?? ""));
let end: () => void;

beforeEach(async () => {
  await resetDatabase();
  await addMember("bob", "billing");
  forget("heavy-read-lines");
  const over = new Promise<void>((done) => {
    end = done;
  });
  const session = { id: "other", method: "oidc", address: "192.0.2.7", authenticatedAt: null };
  const by = { actor: newActor("finance", { email: bob, session }) };
  const wait = heavyRead("standing", async (_by: typeof by, _turn: number) => over);
  // One more than the line holds: each asks the database first, so only a refusal shows that the line is full.
  const refusal = await new Promise((refuse) => {
    for (let turn = 0; turn < 45; turn += 1) wait(by, turn).catch(refuse);
  });
  expect(refusal).toMatchObject({ code: "too_many_requests" });
});
afterEach(() => {
  end();
  env.OIDC_CLIENT_ID = undefined;
});

test.each(reports)("$address takes its turn", async ({ file, address }) => {
  Object.assign(env, { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "y" });
  const { GET } = await import(resolve(file));
  const request = new Request(`${testOrigin}${address}${queries[address] ?? ""}`);
  const answer: Response = await inRequest({ as: await startTestSession(bob, { method: "oidc" }) }, () =>
    GET(request),
  );
  expect(await answer.json()).toMatchObject({ code: "too_many_requests" });
});
