import { expect, test } from "vitest";
import { listFixes, toConsolePart } from "./vocabulary";

test("an inactive member is off-boarded here, and an admin or owner in the Claude Console", () => {
  for (const role of ["admin", "owner", "primary_owner", "membership_admin"]) {
    expect(listFixes("member_idle", { role })).toEqual([]);
    expect(toConsolePart("member_idle", { role })).toBe("console_removal");
  }
  expect(listFixes("member_idle", { role: "developer" })).toEqual(["offboard_member"]);
  expect(toConsolePart("member_idle", { role: "developer" })).toBeNull();
});

test("a fix that doesn't remove anyone is offered for every role", () => {
  expect(listFixes("member_unplaced", { role: "membership_admin" })).toEqual(["add_to_workspace"]);
});
