import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { client, startTestProvider, type TestProvider } from "@/lib/core/auth/test-provider";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withUnsettled } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { testProvider } from "./actions";
import { getSignInSetup } from "./check-provider";
import type { CheckedProvider } from "./schema";

const ada = "ada@northwind.example";
const secret = client.client_secret;
let provider: TestProvider;

beforeAll(async () => {
  provider = await startTestProvider(["oidc"]);
});
afterAll(() => provider.stop());

beforeEach(async () => {
  Object.assign(env, {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: client.client_id,
    OIDC_CLIENT_SECRET: secret,
  });
  Object.assign(provider, { isDown: false, hidesTime: false });
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("bob", "billing");
});

const session = (email: string) => () => startTestSession(email, { method: "oidc" });
const run = (as: { token: string }, method = "oidc") => inRequest({ as }, () => testProvider({ method }));
const ask = async (): Promise<CheckedProvider> => {
  const { data } = await run(await session(ada)());
  if (!data) throw new Error("the test of the provider was refused");
  return data;
};

describeAction("testProvider", {
  run,
  changed: ({ data }) =>
    expect(data).toEqual({
      checks: [
        ...["reached.works", "issuer.works", "endpoints.works", "keys.works", "client.works"],
        ...["email.works", "time.works", "logout.lacking", "refresh.works"],
      ],
      calledItself: null,
    }),
  unchanged: async () => expect(await readAudit()).not.toMatchObject({ after: { reached: "works" } }),
  allowed: {
    by: { admin: session(ada) },
    audit: { targetId: "oidc", after: expect.objectContaining({ reached: "works", client: "works" }) },
  },
  forbidden: { by: { finance: session("bob@northwind.example") } },
  refusedByApi: { absent: "The identity provider is asked, not the API." },
  lost: { stored: { within: (run) => withUnsettled("provider.test", run) } },
});

test("a wrong secret is found, and is in neither the answer nor the log", async () => {
  const wrong = "w".repeat(32);
  env.OIDC_CLIENT_SECRET = wrong;
  const answer = await ask();
  expect(answer.checks).toContain("client.broken");
  expect(JSON.stringify([answer, await readAudit()])).not.toContain(wrong);
});

test("a provider that is down or somewhere else is said to be out of reach", async () => {
  provider.isDown = true;
  expect(await ask()).toEqual({ checks: ["reached.broken"], calledItself: null });
  Object.assign(provider, { isDown: false });
  env.OIDC_ISSUER = `${provider.issuer}/elsewhere`;
  expect(await ask()).toEqual({ checks: ["reached.broken"], calledItself: null });
});

test("a provider with another name is told by the name that it gives itself", async () => {
  env.OIDC_ISSUER = provider.issuer.replace("127.0.0.1", "localhost");
  const { checks, calledItself } = await ask();
  expect(checks).toContain("issuer.broken");
  expect(calledItself).toBe(provider.issuer);
});

test("a provider that can't prove when people signed in is known before someone needs it", async () => {
  provider.hidesTime = true;
  expect((await ask()).checks).toContain("time.lacking");
});

test("the addresses to register are shown, and a provider that isn't OpenID can't be tested", async () => {
  Object.assign(env, { GITHUB_CLIENT_ID: "id", GITHUB_CLIENT_SECRET: "secret", GITHUB_ORG: "northwind" });
  const { providers } = getSignInSetup(permitFor("auditor", "settings:read")) ?? {};
  expect(providers).toMatchObject([
    { id: "oidc", callback: expect.stringMatching(/\/api\/auth\/callback\/oidc$/), canTest: true },
    { id: "github", logout: expect.stringMatching(/\/api\/provider-logout\/github$/), canTest: false },
  ]);
  expect(JSON.stringify(providers)).not.toContain(secret);
  const refused = await run(await session(ada)(), "github");
  expect(refused.serverError).toMatchObject({ code: "not_found" });
  Object.assign(env, { GITHUB_CLIENT_ID: undefined, GITHUB_CLIENT_SECRET: undefined, GITHUB_ORG: undefined });
});
