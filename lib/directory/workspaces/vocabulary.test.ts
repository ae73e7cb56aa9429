import { expect, test } from "vitest";
import { givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { givesMoreInWorkspace } from "./vocabulary";

test("a workspace admin has more access than every other role, and inherited billing less", () => {
  for (const role of givableWorkspaceRoles) {
    expect(givesMoreInWorkspace("workspace_admin", role)).toBe(role !== "workspace_admin");
    expect(givesMoreInWorkspace("workspace_billing", role)).toBe(false);
  }
  expect(givesMoreInWorkspace("workspace_developer", "workspace_restricted_developer")).toBe(true);
  expect(givesMoreInWorkspace("workspace_user", "workspace_developer")).toBe(false);
});

test("every known role counts as more than one that the vendor added later", () => {
  for (const role of givableWorkspaceRoles) expect(givesMoreInWorkspace(role, "workspace_new")).toBe(true);
});
