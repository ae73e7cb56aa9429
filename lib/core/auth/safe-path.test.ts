import fc from "fast-check";
import { expect, test } from "vitest";
import { toSafePath } from "./safe-path";

const origin = "https://castellan.example";

test.each([
  ["/members?role=admin&page=2#top", "/members?role=admin&page=2#top"],
  ["https://castellan.example/cost", "/cost"],
  ["members", "/members"],
  ["/signal", "/signal"],
  ["https:evil.example", "/evil.example"],
])("%s is kept as %s", (target, path) => {
  expect(toSafePath(target, origin)).toBe(path);
});

test.each([
  null,
  undefined,
  "",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "\t//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "https://castellan.example//evil.example",
  "https://evil.example/members",
  "https://castellan.example@evil.example/",
  "https://castellan.example.evil.example/",
  "http://castellan.example/",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://",
  "/api/auth/signout",
  "/api/export/keys.csv",
  "/sign-in?callbackUrl=/sign-in",
])("%j leads home", (target) => {
  expect(toSafePath(target, origin)).toBe("/");
});

test("no text leads to another origin", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "//",
    ".",
    "..",
    "%2e",
    "%2f",
    "\t",
    "\n",
    "@",
    ":",
    "?",
    "#",
    "evil.example",
    "https:",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 8 }), (pieces) => {
      const path = toSafePath(pieces.join(""), origin);
      expect(path.startsWith("/")).toBe(true);
      expect(new URL(path, origin).origin).toBe(origin);
    }),
    { numRuns: 2_000 },
  );
});
