import { expect, test } from "vitest";
import { listOffered, toDecisionName } from "./vocabulary";

test("access by organization role is kept, or an admin is asked to end it", () => {
  const toNames = (row: Parameters<typeof listOffered>[0]) =>
    listOffered(row).map((decision) => toDecisionName(row, decision));
  expect(toNames({ kind: "memberships", isInherited: true })).toEqual(["keep", "ask"]);
  expect(toNames({ kind: "memberships", isInherited: false })).toEqual(["keep", "change", "remove"]);
  expect(toNames({ kind: "grants", isInherited: true })).toEqual(["keep"]);
});
