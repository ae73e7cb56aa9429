import { expect, test } from "vitest";
import { formatMoment } from "@/lib/core/format/format";
import { readZone, toZoneCookie } from "./zone";

const jarOf = (value: string) => new Map([["zone", { value }]]);

test("the zone is that of the cookie, or UTC where nobody knows it", () => {
  expect(readZone(jarOf("America/Los_Angeles"))).toBe("America/Los_Angeles");
  expect(readZone(jarOf("Asia/Kolkata"))).toBe("Asia/Kolkata");
  expect(readZone(new Map())).toBe("UTC");
  for (const wrong of ["", "Mars/Olympus", "<script>"]) expect(readZone(jarOf(wrong)), wrong).toBe("UTC");
});

test("on https, no other host can set the zone", () => {
  expect(toZoneCookie("Asia/Tokyo", true)).toMatch(/^__Host-zone=Asia\/Tokyo; .*; secure$/);
  expect(toZoneCookie("Asia/Tokyo", false)).toMatch(/^zone=Asia\/Tokyo; .*samesite=lax$/);
});

test("an instant falls on the reader's day, and its time names the zone", () => {
  const moment = new Date("2026-11-27T03:10:00Z");
  expect(formatMoment(moment, "en", "day", "America/Los_Angeles")).toBe("Nov 26, 2026");
  expect(formatMoment(moment, "en", "minute", "America/Los_Angeles")).toMatch(
    /^Nov 26, 2026, 07:10\sPM PST$/,
  );
  expect(formatMoment(moment, "en", "minute", "UTC")).toMatch(/^Nov 27, 2026, 03:10\sAM UTC$/);
  expect(formatMoment(moment, "de", "minute", "Europe/Berlin")).toBe("27. Nov. 2026, 04:10 MEZ");
});
