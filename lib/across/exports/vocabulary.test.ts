import { expect, test } from "vitest";
import { analyticsDimensions } from "@/lib/money/reports/usage/dimensions";
import { isOfPeople, toExportNoun, usageByPerson } from "./vocabulary";

const isListed = (path: string) => {
  const url = new URL(path, "http://localhost:3000/api/export/");
  const noun = toExportNoun(url.pathname);
  return noun !== null && isOfPeople(noun, url.searchParams);
};

test.each([
  ...[
    "members.csv",
    "workspace-members.xlsx",
    "access.csv",
    "invites.csv",
    "keys.csv",
    "keys.csv?at=2026-11-01",
  ],
  ...["activity.csv", "findings.csv", "offboardings/receipt.csv?id=1", "reviews/pack.zip?review=1"],
  ...["people/keys-and-people.csv?kind=person", "claude-code.csv", "claude-code.csv?group=day&actor=a@b.c"],
  ...["usage.csv?group=person", "usage.csv?group=day&person=1", "usage.csv?source=analytics"],
  "usage.csv?product=claude_code",
])("%s carries people", (path) => {
  expect(isListed(path)).toBe(true);
});

test.each([
  ...["workspaces.csv", "cost.csv", "focus.csv", "usage.csv", "usage.csv?source=analytics&group=day,product"],
  ...[
    "claude-code.csv?group=day,terminal_type",
    "people/keys-and-people.csv?kind=key",
    "chargeback/statement.csv",
  ],
])("%s carries none", (path) => {
  expect(isListed(path)).toBe(false);
});

test("whatever makes usage a report by person is known here", () => {
  expect([...usageByPerson].toSorted()).toEqual([...analyticsDimensions].toSorted());
});
