import { expect, test } from "vitest";
import { toAuthTime } from "./auth-time";

const now = 1_800_000_000;
const read = (auth_time: unknown, iat: unknown = now) => toAuthTime("oauth", { auth_time, iat }, now * 1000);

test("a persona has just signed in, whatever the claims", () => {
  expect(toAuthTime("credentials", { auth_time: 7, iat: 8 }, now * 1000)).toBe(now);
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

test("the start of the session counts when a provider reports no time", () => {
  expect(read(undefined)).toBe(now);
  expect(toAuthTime("oauth", { sub: "1" }, now * 1000)).toBe(now);
});

test("a time can't be used without one to compare it with", () => {
  expect(read(now, null)).toBeNull();
});
