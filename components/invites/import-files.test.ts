import { expect, test } from "vitest";
import type { CheckedRow } from "@/lib/directory/invites/schema";
import { toLeftOut } from "./import-files";

function leaveOut(role: string): string {
  const given = { email: "ada@x.example", role, workspaces: "", workspaceRole: "" };
  const row: CheckedRow = {
    ...{ number: 2, position: 0, given, workspaceRole: "", email: given.email, role: "" },
    ...{ workspaces: [], mark: "bad_role", culprit: null, suggestion: null },
  };
  return toLeftOut([row], () => "unknown")
    .split("\r\n")
    .slice(1, -1)
    .join("\r\n");
}

test.each([
  ["developer", "ada@x.example,developer,,,2,unknown"],
  ["=1", "ada@x.example,'=1,,,2,unknown"],
  ["\u200b=1", "ada@x.example,'\u200b=1,,,2,unknown"],
  ["\ufe66=1", "ada@x.example,'\ufe66=1,,,2,unknown"],
  ["x;=cmd|' /c calc'!A1;y", `ada@x.example,"x;'=cmd|' /c calc'!A1;y",,,2,unknown`],
  ["x\n =1", `ada@x.example,"x\n '=1",,,2,unknown`],
])("a row that isn't sent comes back without a formula: %j", (role, line) => {
  expect(leaveOut(role)).toBe(line);
});
