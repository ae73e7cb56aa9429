import { expect, test } from "vitest";
import {
  formatCount,
  formatCountShort,
  formatDay,
  formatPeriod,
  formatShare,
  formatSpan,
  formatUsed,
  toSpanStyle,
} from "./format";

test("a count keeps every digit", () => {
  expect(formatCount("90071992547409931", "en")).toBe("90,071,992,547,409,931");
  expect(formatCount(1234567, "de")).toBe("1.234.567");
  expect(formatCount(12n, "en")).toBe("12");
});

test("a short count has one fraction digit at most", () => {
  expect(formatCountShort(1_240_000, "en")).toBe("1.2M");
  expect(formatCountShort(2_000, "de")).toBe("2.000");
});

test("a share is a percentage in the reader's language", () => {
  expect(formatShare(0.4567, "en")).toBe("45.7%");
  expect(formatUsed(0.9382, "en")).toBe("93.8%");
  expect(formatUsed(0.99996, "en")).toBe("99.9%");
  expect(formatUsed(0.57, "en")).toBe("57%");
  expect(formatUsed(0.18968, "en")).toBe("19%");
  expect(formatShare(0.4567, "de")).toBe("45,7\u00a0%");
  expect([formatShare(0, "en"), formatUsed(0, "en")]).toEqual(["0%", "0%"]);
  expect([formatShare(0.0002, "en"), formatUsed(0.0009, "en")]).toEqual(["<0.1%", "<0.1%"]);
});

test("a day stays the day it is in UTC", () => {
  expect(formatDay("2026-03-01", "en")).toBe("Mar 1, 2026");
  expect(formatDay("2026-12-31", "de", "short")).toBe("31. Dez.");
});

test("consecutive days show their year once, and a single day stays single", () => {
  expect(formatSpan({ from: "2026-09-27", to: "2026-10-26" }, "en")).toBe("Sep 27 – Oct 26, 2026");
  expect(formatSpan({ from: "2025-12-27", to: "2026-01-02" }, "en")).toBe("Dec 27, 2025 – Jan 2, 2026");
  expect(formatSpan({ from: "2025-12-27", to: "2026-01-02" }, "de", "short")).toBe("27. Dez. – 2. Jan.");
  expect(formatSpan({ from: "2026-10-26", to: "2026-10-26" }, "en")).toBe("Oct 26, 2026");
});

test("compared days tell their year unless all are in this one", () => {
  const [before, after] = [
    { from: "2026-12-01", to: "2026-12-05" },
    { from: "2027-01-01", to: "2027-01-05" },
  ] as const;
  expect(toSpanStyle([after], "2027-01-06")).toBe("short");
  expect(toSpanStyle([before, after], "2027-01-06")).toBe("long");
  expect(toSpanStyle([before], "2026-12-06")).toBe("short");
});

test("a month is named, a week is named by its first day, and an hour by its start", () => {
  expect(formatPeriod("2026-03-01", "en", "long", "month")).toBe("March 2026");
  expect(formatPeriod("2026-03-15", "de", "short", "month")).toBe("März 2026");
  expect(formatPeriod("2026-03-02", "en", "short", "week")).toBe("Mar 2");
  expect(formatPeriod("2026-03-02T14:00:00Z", "en", "long", "hour")).toBe("Mar 2, 14:00");
});
