import { expect, test } from "vitest";
import {
  listKeyOperations,
  listMemberOperations,
  listObjectOperations,
  listWorkspaceOperations,
  toOperationHref,
} from "./object-operations";

const all = ["members", "workspaces", "keys", "limits"].map((name) => ({ name })) as Parameters<
  typeof listObjectOperations
>[1];
const of = (persona: Parameters<typeof listObjectOperations>[0]["persona"], isReadOnly = false) =>
  listObjectOperations({ persona, isReadOnly }, all);

const reads = ["showReach"];

test("people are offered what their role allows", () => {
  expect(of("admin")).toEqual([
    "offboard",
    "changeRole",
    "copyAccess",
    "addPeople",
    "setLimit",
    "showReach",
    "archiveWorkspace",
    "replaceKey",
    "renameKey",
    "deactivateKey",
    "archiveKey",
  ]);
  expect(of("lead")).toEqual(["copyAccess", "addPeople", "showReach", "replaceKey", "deactivateKey"]);
  expect(of("auditor")).toEqual(reads);
  expect(of("admin", true)).toEqual(reads);
  for (const persona of ["finance", "member"] as const) expect(of(persona), persona).toEqual([]);
});

test("nothing is offered that the organization doesn't have", () => {
  const screens = all.filter(({ name }) => name !== "limits");
  expect(listObjectOperations({ persona: "admin" }, screens)).not.toContain("setLimit");
});

test("nothing is offered that the object no longer allows", () => {
  expect(listMemberOperations({ hasLeft: true })).toEqual([]);
  expect(listWorkspaceOperations({ isDefault: false, isArchived: true })).toEqual([]);
  expect(listWorkspaceOperations({ isDefault: true, isArchived: false })).toEqual(reads);
  expect(listKeyOperations({ status: "archived" })).toEqual([]);
  expect(listKeyOperations({ status: "expired" })).toEqual(["replaceKey", "renameKey", "archiveKey"]);
  expect(listKeyOperations({ status: "inactive" })).not.toContain("deactivateKey");
  expect(listKeyOperations({ status: "active" })).toContain("deactivateKey");
  expect(listKeyOperations({ status: "something new" })).toContain("renameKey");
});

test("an address holds the ID as it is", () => {
  expect(toOperationHref("setLimit", "w&1")).toBe("/limits?open=spend&workspace=w%261");
});
