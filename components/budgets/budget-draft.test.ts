import { expect, test } from "vitest";
import { toSubject, toTagOption, toTerms } from "./budget-draft";

function toForm(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test.each([
  ["1500", "150000"],
  ["1500.5", "150050"],
  ["0.07", "7"],
  ["999999999999.99", "99999999999999"],
  ["0", "0"],
])("%s dollars are %s cents", (amount, cents) => {
  expect(toTerms(toForm({ amount, thresholds: " 80, 100 " }), "id")).toEqual({
    budgetId: "id",
    cents,
    thresholds: [80, 100],
  });
});

test("a tag survives with any name", () => {
  expect(toSubject(toForm({ scope: "tag", tag: toTagOption('a":[', "b, c") }))).toEqual({
    scope: "tag",
    tagKey: 'a":[',
    tagValue: "b, c",
  });
  expect(toSubject(toForm({ scope: "workspace", workspaceId: "w" }))).toEqual({
    scope: "workspace",
    workspaceId: "w",
  });
  expect(toSubject(toForm({}))).toEqual({ scope: "organization" });
});
