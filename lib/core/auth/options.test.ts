import { beforeEach, expect, test } from "vitest";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { listIdentityProviders } from "./identity-providers";
import { getSignInMethods } from "./methods";
import { createAuthOptions } from "./options";
import { listSandboxProviders } from "./sandbox-provider";
import { addMember } from "./test-directory";
import { ownTestStore } from "./test-owner";

const tenant = "9f2c1c8e-6c0b-4a6e-9f43-3f5a0c1d2e3f";
const steps = {
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
};
const account = { provider: "oidc", type: "oauth", providerAccountId: "1" } as const;

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
});

async function signIn(profile: Record<string, unknown>) {
  await ownTestStore();
  const { callbacks } = await createAuthOptions({
    origin: "http://localhost:3000",
    client: { address: "192.0.2.7", userAgent: "Vitest", oldToken: undefined },
    secret: "s".repeat(32),
    steps,
    attempt: { email: null },
  });
  const email = typeof profile.email === "string" ? profile.email : null;
  return callbacks?.signIn?.({ user: { id: "1", email }, account, profile: { sub: "1", ...profile } });
}

test("a verified email of a member lets in", async () => {
  expect(await signIn({ email: "Ada@northwind.example", email_verified: true })).toBe(true);
});

test.each([
  ["false", { email: "ada@northwind.example", email_verified: false }],
  ["absent", { email: "ada@northwind.example" }],
  ["the text true", { email: "ada@northwind.example", email_verified: "true" }],
  ["about no email", { email_verified: true }],
])("an email whose verification is %s is refused, even an admin's", async (_, profile) => {
  expect(await signIn(profile)).toBe("/sign-in?error=unverified");
});

test("a verified email that the organization does not know is refused", async () => {
  expect(await signIn({ email: "eve@evil.example", email_verified: true })).toBe("/sign-in?error=stranger");
});

test("the names of the environment make providers with every check on", () => {
  expect(getSignInMethods()).toEqual({ providers: [], hasPersonas: true, hasLink: false });
  const [id, secret] = ["client", "canary"];
  Object.assign(env, {
    ...{ OIDC_ISSUER: "https://id.example/", OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret },
    ...{ GOOGLE_CLIENT_ID: id, GOOGLE_CLIENT_SECRET: secret },
    ...{ GITHUB_CLIENT_ID: id, GITHUB_CLIENT_SECRET: secret, GITHUB_ORG: "northwind" },
    ...{ ENTRA_TENANT_ID: tenant, ENTRA_CLIENT_ID: id, ENTRA_CLIENT_SECRET: secret },
    ...{ OKTA_ISSUER: "https://x.okta.com", OKTA_CLIENT_ID: id, OKTA_CLIENT_SECRET: secret },
  });
  const google = "https://accounts.google.com/.well-known/openid-configuration";
  const entra = `https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration`;
  const checks = ["pkce", "state", "nonce"];
  expect(listIdentityProviders()).toMatchObject([
    { id: "oidc", wellKnown: "https://id.example/.well-known/openid-configuration", checks, idToken: true },
    { id: "google", wellKnown: google, options: { checks } },
    { options: { id: "entra", wellKnown: entra, checks } },
    { id: "okta", wellKnown: "https://x.okta.com/.well-known/openid-configuration", options: { checks } },
    { id: "github", options: { checks: ["pkce", "state"] } },
  ]);
  const { providers } = getSignInMethods();
  expect(providers.map((provider) => provider.id)).toEqual(["oidc", "google", "entra", "okta", "github"]);
  expect(JSON.stringify(providers)).not.toContain(secret);
});

test("personas exist in the sandbox only, and never beside an identity provider", () => {
  expect(getSignInMethods().hasPersonas).toBe(false);
  expect(listSandboxProviders(steps.restorePersona)).toEqual([]);
  Object.assign(env, {
    ...{ OIDC_ISSUER: undefined, GOOGLE_CLIENT_ID: undefined, GITHUB_CLIENT_ID: undefined },
    ...{ ENTRA_TENANT_ID: undefined, OKTA_ISSUER: undefined },
  });
  expect(listSandboxProviders(steps.restorePersona)).toHaveLength(1);
  env.isSandbox = false;
  expect(listSandboxProviders(steps.restorePersona)).toEqual([]);
  env.isSandbox = true;
});
