import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sumDecimals } from "@/lib/core/money/money-math";
import { chargebackRules } from "@/lib/core/settings/vocabulary";
import { toAdjustmentLines, toOwnLines, toPrinted } from "./lines";

const month = "2026-10";
const anyCents = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 999_999 }))
  .map(([isNegative, whole, part]) =>
    sumDecimals([`${isNegative ? "-" : ""}${whole}.${String(part).padStart(6, "0")}`]),
  );
const anyFacts = fc
  .array(fc.record({ center: fc.constantFrom(null, "4410", "=1+1", "ä"), cents: anyCents }), {
    maxLength: 12,
  })
  .map((facts) =>
    facts.map((fact, index) => ({ month, workspaceId: `w${index}`, workspace: `W ${index}`, ...fact })),
  );
const anyTerms = fc.record({
  rule: fc.constantFrom(...chargebackRules),
  center: fc.constantFrom(null, "4410", "9000"),
});

describe("the lines of a statement", () => {
  test("the lines of a statement add up to the cost, exactly and as printed, whatever the rule", () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyTerms, (own, changed, terms) => {
        const exact = [...toOwnLines(own, terms), ...toAdjustmentLines(changed, own, terms)];
        const { lines, totalCents, printedTotalCents } = toPrinted(exact);
        expect(totalCents).toBe(sumDecimals([...own, ...changed].map(({ cents }) => cents)));
        expect(sumDecimals(lines.map(({ cents }) => cents))).toBe(totalCents);
        expect(sumDecimals(lines.map(({ printedCents }) => printedCents))).toBe(printedTotalCents);
        const shared = lines.filter(({ kind }) => kind === "shared");
        const off = Number(
          sumDecimals(shared.flatMap((line) => [line.printedCents, `-${line.cents}`.replace("--", "")])),
        );
        expect(Math.abs(off)).toBeLessThan(1);
        for (const { printedCents } of lines) expect(printedCents).toMatch(/^-?\d+$/);
      }),
    );
  });

  test("the lines of a statement print shares that add up to the pool, and own cost as the cost report does", () => {
    const facts = [
      ["4410", "222715.12352123"],
      ["4480", "46807.77131496"],
      ["5120", "81639.1580855"],
      ["6600", "30334.35294315"],
      [null, "154171.17119304"],
    ] as const;
    const own = facts.map(([center, cents]) => ({
      month,
      workspaceId: `${center}`,
      workspace: "W",
      center,
      cents,
    }));
    const { lines } = toPrinted(toOwnLines(own, { rule: "spread", center: null }));
    const printed = (kind: string) =>
      lines.filter((line) => line.kind === kind).map(({ printedCents }) => printedCents);
    expect(printed("direct")).toEqual(["222715", "46808", "81639", "30335"]);
    expect(printed("shared")).toEqual(["90004", "18916", "32992", "12259"]);
  });

  test("the lines of a statement show what has no center on lines of its own, unless a rule assigns it", () => {
    const facts = [
      { month, workspaceId: "a", workspace: "A", center: "4410", cents: "20" },
      { month, workspaceId: "u", workspace: "U", center: null, cents: "10" },
    ];
    const kinds = (rule: "leave" | "spread" | "center", center: string | null = null) =>
      toOwnLines(facts, { rule, center }).map((line) => [line.kind, line.center, line.cents]);
    expect(kinds("leave")).toEqual([
      ["direct", "4410", "20"],
      ["unassigned", null, "10"],
    ]);
    expect(kinds("spread")).toEqual([
      ["direct", "4410", "20"],
      ["shared", "4410", "10"],
    ]);
    expect(kinds("center", "9000")).toEqual([
      ["direct", "4410", "20"],
      ["shared", "9000", "10"],
    ]);
  });
});
