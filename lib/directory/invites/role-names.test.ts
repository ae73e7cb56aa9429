import { expect, test } from "vitest";
import { assignableRoles, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import { roleNames, toAssignableRole, toAssignableWorkspaceRole, workspaceRoleNames } from "./vocabulary";

test.each(assignableRoles)("the import knows %s by its name in both languages", (role) => {
  const names = [en.members.roles[role], de.members.roles[role]];
  expect([...new Set(names)]).toEqual(roleNames[role]);
  for (const name of names) expect(toAssignableRole(` ${name.toUpperCase()} `)).toBe(role);
});

test.each(assignableWorkspaceRoles)("the import knows %s by its name in both languages", (role) => {
  const names = [en.workspaces.roles[role], de.workspaces.roles[role]];
  expect([...new Set(names)]).toEqual(workspaceRoleNames[role]);
  for (const name of [...names, role]) expect(toAssignableWorkspaceRole(name)).toBe(role);
});
