import { beforeEach, expect, test, vi } from "vitest";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { personas } from "@/lib/sandbox/personas";
import { createAuthHandler } from "./handler";
import { findSession } from "./session-store";
import { openTestBrowser } from "./test-browser";
import { addMember } from "./test-directory";
import { testOrigin } from "./test-request";

const refreshMember = vi.fn(async (_email: string): Promise<void> => undefined);
const handle = createAuthHandler({
  refreshMember,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
});
const openBrowser = (headers?: Record<string, string>) => openTestBrowser(handle, headers);

beforeEach(async () => {
  await resetDatabase();
  refreshMember.mockReset();
  await addMember("ines", "admin", { email: personas.admin });
});

test.each(Object.entries(personas))("the persona %s signs in as %s", async (persona, email) => {
  if (persona !== "admin") await addMember(persona, "user", { email });
  const browser = openBrowser();
  const response = await browser.signIn(persona, "/cost?group=model");
  expect(response.headers.get("location")).toBe(`${testOrigin}/cost?group=model`);
  expect(await browser.session()).toMatchObject({ method: "sandbox", email });
  expect(refreshMember).toHaveBeenCalledExactlyOnceWith(email);
});

test("the session cookie is out of reach of scripts and other sites", async () => {
  const response = await openBrowser().signIn("admin");
  const [cookie] = response.headers.getSetCookie().filter((line) => line.startsWith("castellan.session="));
  expect(cookie).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
});

test("signing out ends every copy of the cookie", async () => {
  const browser = openBrowser();
  await browser.signIn("admin");
  const token = browser.jar.get("castellan.session") ?? "";
  await browser.post("signout", {});
  expect(await findSession(token)).toBeNull();
});

test("signing in again ends the session before it", async () => {
  const browser = openBrowser();
  await browser.signIn("admin");
  const token = browser.jar.get("castellan.session") ?? "";
  await browser.signIn("admin");
  expect(await findSession(token)).toBeNull();
  expect(await browser.session()).not.toBeNull();
});

test("every cookie is Secure and bound to the host on HTTPS", async () => {
  const response = await openBrowser({ "x-forwarded-proto": "https" }).ask("csrf");
  const lines = response.headers.getSetCookie();
  expect(lines).not.toEqual([]);
  for (const line of lines)
    expect(line).toMatch(/^__Host-castellan\..*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

test("someone the organization does not know sees why and gets no session", async () => {
  const browser = openBrowser();
  const response = await browser.signIn("finance");
  expect(response.headers.get("location")).toBe("/sign-in?error=stranger");
  expect(await browser.session()).toBeNull();
});

test("someone only the API knows is found by asking it immediately", async () => {
  refreshMember.mockImplementation((email) => addMember("marek", "billing", { email }));
  const browser = openBrowser();
  await browser.signIn("finance");
  expect(await browser.session()).toMatchObject({ email: personas.finance });
});

test("someone the API has just removed is refused immediately", async () => {
  refreshMember.mockImplementation(async () => {
    await (await database()).update(members).set({ goneAt: new Date() });
  });
  const response = await openBrowser().signIn("admin");
  expect(response.headers.get("location")).toBe("/sign-in?error=stranger");
});

test("a failing API locks no one out", async () => {
  refreshMember.mockRejectedValue(new Error("down"));
  const browser = openBrowser();
  await browser.signIn("admin");
  expect(await browser.session()).toMatchObject({ email: personas.admin });
});

test.each(["root", "", "__proto__"])("there is no persona %j", async (persona) => {
  const browser = openBrowser();
  const response = await browser.signIn(persona);
  expect(response.headers.get("location")).toContain("error=CredentialsSignin");
  expect(await browser.session()).toBeNull();
});

test("a sign-in that our own page did not start is refused", async () => {
  const browser = openBrowser();
  const response = await browser.ask("callback/sandbox", { persona: "admin", csrfToken: "guessed" });
  expect(response.headers.get("location")).toContain("/signin?csrf=true");
  expect(await browser.session()).toBeNull();
});

test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "/.//evil.example"])(
  "after sign-in nobody is sent to %s",
  async (callbackUrl) => {
    const response = await openBrowser().signIn("admin", callbackUrl);
    expect(response.headers.get("location")).toBe(`${testOrigin}/`);
  },
);

test("a form that is sent as JSON and isn't JSON is a bad request", async () => {
  const response = await openBrowser({ "content-type": "application/json" }).signIn("admin");
  expect(response.status).toBe(400);
});

test("a forged forwarded host is refused and not followed", async () => {
  const response = await openBrowser({ "x-forwarded-host": "evil.example" }).ask("csrf");
  expect(response.status).toBe(400);
});

test.each(["%0D%0ASet-Cookie:x", "%E4%BD%A0", "a%26callbackUrl=b", "a&error=%0A"])(
  "an error that was typed into the address, %s, goes nowhere",
  async (error) => {
    const response = await openBrowser().ask(`error?error=${error}`);
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
  },
);

test("an error of sign-in leads to its page", async () => {
  const response = await openBrowser().ask("error?error=AccessDenied");
  expect(response.headers.get("location")).toBe("/sign-in?error=AccessDenied");
});

test("signing out ends the session", async () => {
  const browser = openBrowser();
  await browser.signIn("admin");
  const { csrfToken } = await (await browser.ask("csrf")).json();
  await browser.ask("signout", { csrfToken, callbackUrl: "/sign-in" });
  expect(browser.jar.get("castellan.session")).toBe("");
});

test.each(["session", "_log"] as const)("the endpoint %s of next-auth is closed", async (path) => {
  expect((await openBrowser().ask(path)).status).toBe(404);
});
