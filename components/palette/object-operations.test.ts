import { expect, test } from "vitest";
import {
  listKeyOperations,
  listMemberOperations,
  listObjectOperations,
  listWorkspaceOperations,
  toCopyHref,
  toOperationHref,
  toPersonHref,
} from "./object-operations";

const all = ["members", "workspaces", "apiKeys", "limits", "settings"].map((name) => ({
  name,
})) as Parameters<typeof listObjectOperations>[1];
const of = (persona: Parameters<typeof listObjectOperations>[0]["persona"], isReadOnly = false) =>
  listObjectOperations({ persona, isReadOnly }, all);

const reads = ["showReach"];

test("people are offered what their role allows", () => {
  expect(of("admin")).toEqual([
    "offboard",
    "changeRole",
    "copyAccess",
    "endSessions",
    "addPeople",
    "removePeople",
    "setLimit",
    "showReach",
    "renameWorkspace",
    "archiveWorkspace",
    "replaceKey",
    "retireKey",
    "renameKey",
    "deactivateKey",
    "archiveKey",
  ]);
  expect(of("lead")).toEqual([
    "copyAccess",
    "addPeople",
    "removePeople",
    "showReach",
    "replaceKey",
    "retireKey",
    "deactivateKey",
  ]);
  expect(of("auditor")).toEqual(reads);
  // Sessions can end in an installation that is read-only.
  expect(of("admin", true)).toEqual(["endSessions", ...reads]);
  for (const persona of ["finance", "member"] as const) expect(of(persona), persona).toEqual([]);
});

test("nothing is offered that the organization doesn't have", () => {
  const pages = all.filter(({ name }) => name !== "limits");
  expect(listObjectOperations({ persona: "admin" }, pages)).not.toContain("setLimit");
});

test("nothing is offered that the object no longer allows", () => {
  expect(listMemberOperations({ hasLeft: true })).toEqual([]);
  expect(listWorkspaceOperations({ isDefault: false, isArchived: true })).toEqual([]);
  expect(listWorkspaceOperations({ isDefault: true, isArchived: false })).toEqual(reads);
  expect(listKeyOperations({ status: "archived" })).toEqual([]);
  expect(listKeyOperations({ status: "expired" })).toEqual(["replaceKey", "renameKey", "archiveKey"]);
  expect(listKeyOperations({ status: "inactive" })).toEqual(["replaceKey", "renameKey", "archiveKey"]);
  expect(listKeyOperations({ status: "active" })).toContain("deactivateKey");
  expect(listKeyOperations({ status: "something new" })).toContain("renameKey");
});

test("a person is sought in the workspace", () => {
  expect(toPersonHref("addPeople", "w1", "a&b@x.example")).toBe(
    "/workspaces/w1?open=people&find=a%26b%40x.example",
  );
  expect(toPersonHref("removePeople", "w1", "ada")).toBe("/workspaces/w1?q=ada");
});

test("an address holds the ID as it is", () => {
  expect(toOperationHref("setLimit", "w&1")).toBe("/limits?open=spend&workspace=w%261");
  expect(toCopyHref("u&1", "u 2")).toBe("/members/u%202?open=copy&from=u%261");
});
