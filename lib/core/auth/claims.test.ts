import { afterEach, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env/env";
import { listIdentityProviders } from "./identity-providers";
import { listSignInWarnings, toDistrust } from "./trust";

const email = "ada@northwind.example";
const person = { sub: "1", email, email_verified: true };

afterEach(() => {
  Object.assign(env, {
    GOOGLE_CLIENT_ID: undefined,
    GOOGLE_CLIENT_SECRET: undefined,
    GOOGLE_HOSTED_DOMAIN: undefined,
  });
});

function setUpGoogle(hostedDomains?: string[]) {
  Object.assign(env, {
    GOOGLE_CLIENT_ID: "c",
    GOOGLE_CLIENT_SECRET: "s",
    GOOGLE_HOSTED_DOMAIN: hostedDomains,
  });
  const [google] = listIdentityProviders();
  return google?.options;
}

async function judge(signed: object, userinfo: object, hostedDomains?: string[]) {
  const metadata = {
    issuer: "https://accounts.google.com",
    userinfo_endpoint: "https://openidconnect.googleapis.com/v1/userinfo",
  };
  const client = { issuer: { metadata }, userinfo: async () => userinfo };
  const tokens = { access_token: "t", claims: () => signed };
  const claims = await setUpGoogle(hostedDomains)?.userinfo.request({ tokens, client });
  return toDistrust("google", claims);
}

describe("Google", () => {
  test("Google with a hosted domain lets in only accounts of that Workspace, by the signed claim", async () => {
    const domains = ["northwind.example", "north.example"];
    expect(await judge({ ...person, hd: "northwind.example" }, {}, domains)).toBeNull();
    expect(await judge({ ...person, hd: "North.example" }, {}, domains)).toBeNull();
    for (const [signed, userinfo] of [
      [person, {}],
      [{ ...person, hd: "evil.example" }, {}],
      [{ ...person, hd: "" }, {}],
      [person, { ...person, hd: "northwind.example", is_outside: false }],
    ] as const)
      expect(await judge(signed, userinfo, domains)).toBe("outside_account");
  });

  test("Google without a hosted domain lets in any account and warns about it", async () => {
    expect(await judge(person, {})).toBeNull();
    expect(listSignInWarnings()).toEqual(["google_is_open"]);
    setUpGoogle(["northwind.example"]);
    expect(listSignInWarnings()).toEqual([]);
  });

  test("Google is asked for accounts of the hosted domain", () => {
    expect(setUpGoogle(["northwind.example"])?.authorization.params).toMatchObject({
      hd: "northwind.example",
    });
    expect(setUpGoogle(["northwind.example", "north.example"])?.authorization.params).toMatchObject({
      hd: "*",
    });
    expect(setUpGoogle()?.authorization.params).not.toHaveProperty("hd");
  });
});
