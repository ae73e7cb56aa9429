import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { createAuthHandler } from "./handler";
import { openTestBrowser } from "./test-browser";
import { addMember } from "./test-directory";
import { testOrigin } from "./test-request";

const client = { client_id: "castellan", client_secret: "a".repeat(32) };
const handle = createAuthHandler(async () => undefined);
let server: Server;
let isVerified: unknown = true;

beforeAll(async () => {
  // The provider warns that its log-in page is for development, which is what this is.
  for (const level of ["info", "warn"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  const listening = new Provider("http://127.0.0.1", {}).listen(0, "127.0.0.1");
  await new Promise((resolve) => listening.once("listening", resolve));
  const { port } = listening.address() as AddressInfo; // Sound: it listens on a port.
  await new Promise((resolve) => listening.close(resolve));
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [`${testOrigin}/api/auth/callback/oidc`] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_context, email) => ({
      accountId: email,
      claims: async () => ({ sub: email, email, email_verified: isVerified, name: "Ada" }),
    }),
  });
  server = provider.listen(port, "127.0.0.1");
  Object.assign(env, {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: client.client_id,
    OIDC_CLIENT_SECRET: client.client_secret,
  });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(async () => {
  await resetDatabase();
  isVerified = true;
  await addMember("ada", "admin");
});

/** Walks the provider's pages: log in, consent; or turns back at the first. Ends at our own address. */
async function visitProvider(start: string, email: string, isCancelled = false): Promise<URL> {
  const jar = new Map<string, string>();
  let forms = [{ prompt: "login", login: email, password: "x" }, { prompt: "consent" }];
  let url = new URL(start);
  while (url.origin !== testOrigin) {
    const isPage = url.pathname.startsWith("/interaction/") && !url.pathname.endsWith("/abort");
    if (isPage && isCancelled) url.pathname += "/abort";
    const [form, ...rest] = isPage && !isCancelled ? forms : [];
    if (form) forms = rest as typeof forms; // Sound: the tail of the same list.
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = form ? { method: "POST", body: new URLSearchParams(form) } : {};
    const response = await fetch(url, { headers: { cookie }, redirect: "manual", ...body });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]?.split("=") ?? [];
      jar.set(name, value);
    }
    const next = response.headers.get("location");
    if (!next) throw new Error(`the provider answered ${response.status}`);
    url = new URL(next, url);
  }
  return url;
}

async function signIn(email: string, isCancelled = false) {
  const browser = openTestBrowser(handle);
  const sent = await browser.post("signin/oidc", { callbackUrl: "/cost" });
  const start = sent.headers.get("location") ?? "";
  const back = await visitProvider(start, email, isCancelled);
  const response = await browser.ask(`callback/oidc${back.search}`);
  return {
    browser,
    start,
    back,
    location: response.headers.get("location"),
    session: await browser.session(),
  };
}

test("a member whose e-mail the provider has verified comes back signed in", async () => {
  const { start, location, session } = await signIn("ada@northwind.example");
  for (const name of ["code_challenge", "state", "nonce"])
    expect(new URL(start).searchParams.get(name)).toBeTruthy();
  expect(location).toBe(`${testOrigin}/cost`);
  expect(session).toMatchObject({ kind: "person", email: "ada@northwind.example" });
});

test.each([false, undefined])("an e-mail with email_verified %s is refused", async (verified) => {
  isVerified = verified;
  const { location, session } = await signIn("ada@northwind.example");
  expect(location).toBe("/sign-in?error=unverified");
  expect(session).toBeNull();
});

test("a person whom the organisation does not know is refused", async () => {
  const { location, session } = await signIn("eve@evil.example");
  expect(location).toBe("/sign-in?error=stranger");
  expect(session).toBeNull();
});

test("turning back at the provider leads to sign-in with the reason", async () => {
  const { back, location, session } = await signIn("ada@northwind.example", true);
  expect(back.searchParams.get("error")).toBe("access_denied");
  expect(location).toMatch(/error=(Callback|OAuthCallback)$/);
  expect(session).toBeNull();
});

test("an answer that belongs to another browser's sign-in is refused", async () => {
  const { back } = await signIn("ada@northwind.example");
  const other = openTestBrowser(handle);
  await other.post("signin/oidc", { callbackUrl: "/" });
  const response = await other.ask(`callback/oidc${back.search}`);
  expect(response.headers.get("location")).toMatch(/error=OAuthCallback$/);
  expect(await other.session()).toBeNull();
});

test("a provider that is down leads to sign-in with the reason", async () => {
  const issuer = env.OIDC_ISSUER;
  env.OIDC_ISSUER = "http://127.0.0.1:1";
  const response = await openTestBrowser(handle).post("signin/oidc", { callbackUrl: "/" });
  env.OIDC_ISSUER = issuer;
  expect(response.headers.get("location")).toMatch(/error=OAuthSignin$/);
});
