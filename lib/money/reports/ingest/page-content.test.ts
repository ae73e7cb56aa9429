import { expect, test } from "vitest";
import { readPageContent } from "./page-content";

const toBody = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const empty = { data: [], has_more: false, next_page: null };

test("only the analytics reports read and check data_refreshed_at", () => {
  const body = toBody({ ...empty, data_refreshed_at: "2026-11-02", organization_id: 5 });
  expect(readPageContent("cost", body)).toEqual({ has_more: false, next_page: null, parts: [] });
  expect(readPageContent("actor-cost", body)).toMatchObject({
    problem: expect.stringContaining("data_refreshed_at"),
  });
});

test("a truncated body is reported as invalid JSON", () => {
  expect(readPageContent("usage", toBody(empty).slice(0, -2))).toEqual({
    problem: "a body that is not JSON",
  });
});

test("rows of one day are one part, and a row without a readable day is a separate part", () => {
  const toRow = (starting_at: unknown) => ({
    starting_at,
    group: {},
    cost: { amount: "1", list_amount: "1", currency: "USD" },
  });
  const rows = ["2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z", "soon", "2026-07-02T00:00:00Z"].map(toRow);
  const page = readPageContent("actor-cost", toBody({ ...empty, data: rows }));
  if (!("parts" in page)) throw new Error(page.problem);
  expect(
    page.parts.map(({ start, rows: block, unreadable }) => [start, block?.count, unreadable.length]),
  ).toEqual([
    ["2026-07-01", 2, 0],
    [undefined, 0, 1],
    ["2026-07-02", 1, 0],
  ]);
});
