import { expect, test } from "vitest";
import { toAuthTime } from "./auth-time";

const now = 1_800_000_000;
const told = (auth_time: unknown, iat: unknown = now) => toAuthTime("oauth", { auth_time, iat }, now * 1000);

test("a persona has just signed in, whatever the claims", () => {
  expect(toAuthTime("credentials", { auth_time: 7, iat: 8 }, now * 1000)).toBe(now);
});

test("a provider's word is taken", () => {
  expect(told(now - 600)).toBe(now - 600);
  expect(told(now)).toBe(now);
});

test.each([
  ["is ahead", 1_800, now - 600],
  ["is behind", -1_800, now - 2_400],
])("where its clock %s, a sign-in is never younger than it was", (_, off, expected) => {
  expect(told(now + off - 600, now + off)).toBe(expected);
});

test.each([
  ["a text", String(now)],
  ["null", null],
  ["a time after the token itself", now + 3_600],
])("%s is no time", (_, authTime) => {
  expect(told(authTime)).toBeNull();
});

test("where a provider never says when, the start of the session counts", () => {
  expect(told(undefined)).toBe(now);
  expect(toAuthTime("oauth", { sub: "1" }, now * 1000)).toBe(now);
});

test("a time without one to compare it with is no time", () => {
  expect(told(now, null)).toBeNull();
});
