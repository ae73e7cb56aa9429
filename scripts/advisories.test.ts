import { expect, test } from "vitest";
import { type Accepted, accepted, listAdvisoryProblems, toReport } from "./advisories";

const today = "2026-11-30";
const via = (severity: string) => ({
  source: 1,
  name: "left-pad",
  url: "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
  title: "Pads too far",
  severity,
  range: "<2.0.0",
});
const toText = (severity: string) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      "left-pad": { name: "left-pad", severity, via: [via(severity)] },
      "uses-left-pad": { name: "uses-left-pad", severity, via: ["left-pad"] },
    },
  });
const entry: Accepted = {
  package: "left-pad",
  advisory: "GHSA-aaaa-bbbb-cccc",
  reason: "Castellan pads nothing.",
  until: "2026-12-31",
};
const problem = (severity: string) => `left-pad: GHSA-aaaa-bbbb-cccc (${severity}): Pads too far`;

test.each(["high", "critical"])("an advisory of severity %s is a problem, once", (severity) => {
  expect(listAdvisoryProblems(toText(severity), [], today)).toEqual([problem(severity)]);
});

test.each(["low", "moderate"])("an advisory of severity %s is none", (severity) => {
  expect(listAdvisoryProblems(toText(severity), [], today)).toEqual([]);
});

test("an accepted advisory passes until its date, with a reason, for its package alone", () => {
  const report = toText("high");
  expect(listAdvisoryProblems(report, [entry], today)).toEqual([]);
  const over = "left-pad: GHSA-aaaa-bbbb-cccc is accepted without a reason or only until";
  expect(listAdvisoryProblems(report, [{ ...entry, until: "2026-11-29" }], today)).toEqual([
    `${over} 2026-11-29`,
  ]);
  expect(listAdvisoryProblems(null, [{ ...entry, until: "2026-11-29" }], today)).toEqual([
    `${over} 2026-11-29`,
  ]);
  expect(listAdvisoryProblems(null, [{ ...entry, reason: "" }], today)).toHaveLength(1);
  expect(listAdvisoryProblems(report, [{ ...entry, package: "x" }], today)).toEqual([
    problem("high"),
    "x: GHSA-aaaa-bbbb-cccc is accepted, and no longer reported",
  ]);
});

test("without a network, nothing is said about advisories", () => {
  for (const output of ["", "not JSON", '{"statusCode":405,"error":{}}']) expect(toReport(output)).toBeNull();
  expect(toReport(toText("high"))).toBe(toText("high"));
  expect(listAdvisoryProblems(null, [entry], today)).toEqual([]);
});

test("our own list holds nothing that is over", () => {
  expect(listAdvisoryProblems(null, accepted)).toEqual([]);
});
