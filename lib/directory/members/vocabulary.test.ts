import { expect, test } from "vitest";
import { assignableRoles } from "@/lib/core/organization/vocabulary";
import { givesMore } from "./vocabulary";

test("billing grants more than every other role, and user less", () => {
  for (const role of assignableRoles) {
    expect(givesMore("billing", role)).toBe(role !== "billing");
    expect(givesMore("user", role)).toBe(false);
    expect(givesMore(role, role)).toBe(false);
  }
  expect(givesMore("developer", "claude_code_user")).toBe(true);
  expect(givesMore("claude_code_user", "developer")).toBe(false);
});

test("every role counts as more than one that the vendor added later", () => {
  for (const role of assignableRoles) expect(givesMore(role, "managed")).toBe(true);
});
