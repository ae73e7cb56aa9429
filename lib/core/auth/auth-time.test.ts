import { expect, test } from "vitest";
import { toSignInProof } from "./auth-time";

const now = 1_800_000_000;
const prove = (claims: unknown, type = "oauth") => toSignInProof(type, claims, now * 1000);
const read = (auth_time: unknown, iat: unknown = now) => prove({ auth_time, iat }).authTime;

test("a persona has just signed in, whatever the claims", () => {
  const claims = { auth_time: 7, iat: 8, acr: "phr", amr: ["hwk"] };
  const expected = { authTime: now, issuedAt: now, providerTime: null, acr: null, amr: [] };
  expect(prove(claims, "credentials")).toEqual(expected);
});

test("the provider's time of sign-in is used", () => {
  expect(read(now - 600)).toBe(now - 600);
  expect(read(now)).toBe(now);
});

test.each([
  ["is ahead", 1_800, now - 600],
  ["is behind", -1_800, now - 2_400],
])("a sign-in never looks more recent than it was when the provider's clock %s", (_, off, expected) => {
  expect(read(now + off - 600, now + off)).toBe(expected);
});

test.each([
  ["a text", String(now)],
  ["null", null],
  ["a time after the token itself", now + 3_600],
])("%s is not a time", (_, authTime) => {
  expect(read(authTime)).toBeNull();
});

test("a sign-in without a time proves nothing, and whether the provider could send one is kept", () => {
  expect(prove({ sub: "1" })).toMatchObject({ authTime: null, providerTime: "never" });
  expect(prove(undefined)).toMatchObject({ authTime: null, providerTime: "never" });
  expect(prove({ auth_time: null, iat: now })).toMatchObject({ authTime: null, providerTime: "withheld" });
  expect(prove({ auth_time: now, iat: now })).toMatchObject({ authTime: now, providerTime: "sent" });
});

test("a time can't be used without one to compare it with", () => {
  expect(read(now, null)).toBeNull();
});

test.each([
  [
    { acr: "phr", amr: ["hwk", "pin"] },
    { acr: "phr", amr: ["hwk", "pin"] },
  ],
  [
    { acr: 1, amr: "hwk" },
    { acr: null, amr: [] },
  ],
  [{ amr: ["hwk", 7] }, { acr: null, amr: [] }],
  [
    { acr: "gold\0", amr: ["pwd\0"] },
    { acr: null, amr: [] },
  ],
])("how somebody signed in is read from %j only if it is well formed", (claims, expected) => {
  expect(prove({ auth_time: now, iat: now, ...claims })).toMatchObject(expected);
});
