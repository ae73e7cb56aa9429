import { beforeEach, expect, test } from "vitest";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { createAuthOptions } from "./options";
import { listOidcProviders, listSandboxProviders } from "./providers";
import { addMember } from "./test-directory";

const account = { provider: "oidc", type: "oauth", providerAccountId: "1" } as const;

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
});

async function signIn(profile: Record<string, unknown>) {
  const { callbacks } = await createAuthOptions("http://localhost:3000", async () => undefined);
  const email = typeof profile.email === "string" ? profile.email : null;
  return callbacks?.signIn?.({ user: { id: "1", email }, account, profile: { sub: "1", ...profile } });
}

test("a verified e-mail of a member lets in", async () => {
  expect(await signIn({ email: "Ada@northwind.example", email_verified: true })).toBe(true);
});

test.each([
  ["false", { email: "ada@northwind.example", email_verified: false }],
  ["absent", { email: "ada@northwind.example" }],
  ["the text true", { email: "ada@northwind.example", email_verified: "true" }],
  ["told of no e-mail", { email_verified: true }],
])("an e-mail whose verification is %s is refused, even an admin's", async (_, profile) => {
  expect(await signIn(profile)).toBe("/sign-in?error=unverified");
});

test("a verified e-mail that the organisation does not know is refused", async () => {
  expect(await signIn({ email: "eve@evil.example", email_verified: true })).toBe("/sign-in?error=stranger");
});

test("the OIDC_ names make a provider with every check on", () => {
  expect(listOidcProviders()).toEqual([]);
  Object.assign(env, { OIDC_ISSUER: "https://id.example/", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
  expect(listOidcProviders()).toMatchObject([
    {
      id: "oidc",
      wellKnown: "https://id.example/.well-known/openid-configuration",
      checks: ["pkce", "state", "nonce"],
      idToken: true,
    },
  ]);
});

test("personas exist in the sandbox only", () => {
  expect(listSandboxProviders()).toHaveLength(1);
  env.isSandbox = false;
  expect(listSandboxProviders()).toEqual([]);
  env.isSandbox = true;
});
