import { expect, test } from "vitest";
import { toAdded, toSubject, toTagOption, toTerms } from "./budget-draft";

function toForm(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test.each([
  ["2.200,00", "220000"],
  ["a lot", ""],
])("%s dollars are %j cents", (amount, cents) => {
  const form = { amount, thresholds: " 80%, 100 ", forecastThreshold: "90 %" };
  const recipients = { addresses: [], webhooks: [] };
  const locale = "en" as const;
  const terms = { budgetId: "id", cents, thresholds: [80, 100], forecastThreshold: 90, recipients, locale };
  expect(toTerms(toForm(form), "id", locale)).toEqual(terms);
  expect(toTerms(toForm({ ...form, forecastThreshold: " " }), "id", locale).forecastThreshold).toBeNull();
  expect(toAdded(toForm({ ...form, period: "quarter" }), "id", locale)).toEqual({
    ...terms,
    scope: "organization",
    period: "quarter",
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
