import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/sign-in-link/route";
import { endOwnSession, signOutEverywhere } from "@/lib/account/sessions/actions";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { recordAttempt } from "@/lib/core/auth/attempts";
import { toDeviceCookie } from "@/lib/core/auth/cookies";
import { createAuthHandler } from "@/lib/core/auth/handler";
import { createSignInLink } from "@/lib/core/auth/sign-in-link";
import { openTestBrowser } from "@/lib/core/auth/test-browser";
import { addMember } from "@/lib/core/auth/test-directory";
import { ownTestStore } from "@/lib/core/auth/test-owner";
import { client, startTestProvider, type TestProvider, visitProvider } from "@/lib/core/auth/test-provider";
import { inRequest, testOrigin } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { signInDevices } from "@/lib/core/db/notice-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { env } from "@/lib/core/env/env";
import { personas } from "@/lib/sandbox/personas";
import { noteSignIn } from "./sign-in";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
const home = "192.0.2.7";
const handle = createAuthHandler({
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn,
});
let provider: TestProvider;

beforeAll(async () => {
  provider = await startTestProvider(["oidc"]);
  useProvider(provider.issuer);
});
afterAll(() => provider.stop());
beforeEach(async () => {
  await resetDatabase();
  provider.claims = { email_verified: true };
  await addMember("ada", "admin");
  await addMember("bob", "user");
});
afterEach(() => {
  env.isSandbox = true;
  useProvider(provider.issuer);
});

function useProvider(issuer: string | undefined): void {
  const { client_id, client_secret } = client;
  Object.assign(env, { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client_id, OIDC_CLIENT_SECRET: client_secret });
}

type Browser = ReturnType<typeof openTestBrowser>;
const open = (headers = {}) =>
  openTestBrowser(handle, { "x-castellan-peer": home, "user-agent": firefox, ...headers });

async function signIn(browser: Browser, email: string): Promise<Response> {
  const started = await browser.post("signin/oidc", { callbackUrl: "/", json: "true" });
  const { url } = await started.json();
  const back = await visitProvider(url, email);
  return browser.ask(`callback/oidc${back.search}` as "callback");
}

async function listNew(): Promise<unknown[]> {
  const items = await readAuditLog();
  return items.filter(({ action }) => action === "session.new_device").map((item) => item.actorEmail);
}

test("a sign-in from a new device is recorded with person, browser, address, and method", async () => {
  const browser = open();
  await signIn(browser, ada);
  const session = await browser.session();
  expect(await readAuditLog()).toMatchObject([
    {
      action: "session.new_device",
      outcome: "succeeded",
      actorEmail: ada,
      actorMethod: "oidc",
      actorAddress: home,
      actorSession: session?.id,
      targetLabel: "Firefox (Windows)",
      after: { browser: "Firefox", system: "Windows" },
    },
  ]);
});

test("a known device is silent, wherever it is", async () => {
  const browser = open();
  await signIn(browser, ada);
  await signIn(browser, ada);
  const elsewhere = open({ "x-castellan-peer": "198.51.100.9" });
  elsewhere.jar.set("castellan.device", browser.jar.get("castellan.device") ?? "");
  await signIn(elsewhere, ada);
  expect(await listNew()).toEqual([ada]);
});

test("a device that one person has used is new for another", async () => {
  const browser = open();
  await signIn(browser, ada);
  const device = browser.jar.get("castellan.device");
  await signIn(browser, bob);
  expect(await listNew()).toEqual([bob, ada]);
  expect(browser.jar.get("castellan.device")).toBe(device);
  await signIn(browser, ada);
  expect(await listNew()).toHaveLength(2);
});

test("another browser, or one without the cookie, is new at the same address", async () => {
  await signIn(open(), ada);
  await signIn(open(), ada);
  expect(await listNew()).toEqual([ada, ada]);
});

test("the cookie is out of reach of scripts and other sites, bound to the host on HTTPS, and stored as a hash", async () => {
  const response = await signIn(open(), ada);
  const [line = ""] = response.headers.getSetCookie().filter((one) => one.includes("castellan.device="));
  expect(line).toMatch(/^castellan\.device=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/);
  expect(toDeviceCookie("x", true)).toBe(
    "__Host-castellan.device=x; Path=/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax",
  );
  const value = line.slice(line.indexOf("=") + 1, line.indexOf(";"));
  expect(JSON.stringify(await (await database()).select().from(signInDevices))).not.toContain(value);
});

test("a value that isn't ours is replaced", async () => {
  const browser = open();
  browser.jar.set("castellan.device", "chosen");
  await signIn(browser, ada);
  expect(browser.jar.get("castellan.device")).toMatch(/^[\w-]{43}$/);
});

test("after an upgrade, the first sign-in from a known network address is silent, and from another it isn't", async () => {
  for (const email of [ada, bob]) await recordAttempt({ address: home, method: "oidc", email }, "succeeded");
  await signIn(open(), ada);
  await signIn(open({ "x-castellan-peer": "198.51.100.9" }), bob);
  expect(await listNew()).toEqual([bob]);
  await signIn(open(), ada);
  expect(await listNew()).toEqual([ada, bob]);
});

test.each([
  ["ends the session", (id: string) => endOwnSession({ id })],
  ["signs out everywhere", () => signOutEverywhere({})],
])("a device is forgotten when its owner %s, but not when they sign out", async (_name, end) => {
  const browser = open();
  await signIn(browser, ada);
  await browser.post("signout", {});
  await signIn(browser, ada);
  expect(await listNew()).toHaveLength(1);
  const token = browser.jar.get("castellan.session") ?? "";
  const id = (await browser.session())?.id ?? "";
  const { serverError } = await inRequest({ as: { token } }, () => end(id));
  expect(serverError).toBeUndefined();
  await signIn(browser, ada);
  expect(await listNew()).toHaveLength(2);
});

test("without the record there is no sign-in", async () => {
  const browser = open();
  await expect(withBrokenTable("sign_in_devices", "insert", () => signIn(browser, ada))).rejects.toThrow();
  expect(await browser.session()).toBeNull();
});

test("a person keeps the latest 20 devices, for a year after their last use", async () => {
  const now = new Date();
  const db = await database();
  for (let count = 0; count < 22; count += 1) await signIn(open(), ada);
  expect(await db.$count(signInDevices)).toBe(20);
  await db.update(signInDevices).set({ lastSeenAt: new Date(now.getTime() - 366 * 24 * 3_600_000) });
  await signIn(open(), bob);
  const left = await db.select().from(signInDevices);
  expect(left.map(({ email }) => email)).toEqual([bob]);
});

test("personas of the sandbox have no devices", async () => {
  useProvider(undefined);
  await addMember("ines", "admin", { email: personas.admin });
  const browser = open();
  await browser.signIn("admin");
  expect(await browser.session()).not.toBeNull();
  expect(await readAuditLog()).toEqual([]);
});

test("each use of the one-time link is recorded, with its browser and address", async () => {
  env.isSandbox = false;
  useProvider(undefined);
  await ownTestStore();
  const token = await createSignInLink();
  const sent = { host: new URL(testOrigin).host, origin: testOrigin };
  const headers = { ...sent, "x-castellan-peer": home, "user-agent": firefox };
  const body = new URLSearchParams({ token });
  const press = () => POST(new Request(`${testOrigin}/api/sign-in-link`, { method: "POST", headers, body }));
  await press();
  await press();
  expect(await readAuditLog()).toMatchObject([
    {
      action: "session.use_link",
      outcome: "succeeded",
      actorEmail: "one-time link",
      actorMethod: "link",
      actorAddress: home,
      after: { browser: "Firefox", system: "Windows" },
    },
  ]);
});
