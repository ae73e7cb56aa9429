import { expect, test } from "vitest";
import { toMarkedDays } from "./search-params";

test("unusual days are shown only for all cost, and only if each day has a bar", () => {
  const query = { from: "2026-11-01", to: "2026-11-25", granularity: "day", filter: {} } as const;
  const whole = { ...query, group: "model", compare: "none", top: 8, currency: null } as const;
  expect(toMarkedDays(whole)).toEqual({ from: "2026-11-01", to: "2026-11-25", currency: null });
  expect(toMarkedDays({ ...whole, granularity: "week" })).toBeNull();
  expect(toMarkedDays({ ...whole, filter: { model: ["m"] } })).toBeNull();
});
