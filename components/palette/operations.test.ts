import { expect, test } from "vitest";
import { listOperations } from "./operations";

const all = ["invites", "workspaces", "budgets", "reviews", "settings", "activity"].map((name) => ({
  name,
})) as Parameters<typeof listOperations>[1];
const of = (persona: Parameters<typeof listOperations>[0]["persona"], isReadOnly = false, screens = all) =>
  listOperations({ persona, isReadOnly }, screens);

test("people are offered what their role allows", () => {
  expect(of("admin")).toEqual([
    "invite",
    "importInvites",
    "createWorkspace",
    "addBudget",
    "startReview",
    "addGrant",
    "openInvites",
    "exportActivity",
  ]);
  expect(of("finance")).toEqual(["addBudget"]);
  for (const persona of ["lead", "auditor"] as const)
    expect(of(persona), persona).toContain("exportActivity");
  expect(of("member")).toEqual([]);
});

test("nothing is offered that the organization doesn't have, or while the installation is read-only", () => {
  expect(of("admin", false, all.slice(0, 1))).toEqual(["invite", "importInvites", "openInvites"]);
  expect(of("admin", true)).toEqual(["openInvites", "exportActivity"]);
});
