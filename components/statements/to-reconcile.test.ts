import { describe, expect, test } from "vitest";
import { toBridge } from "@/lib/money/statements/bridge";
import { parseSigned } from "./parse-signed";
import { toReconcile } from "./to-reconcile";

const statement = { totalCents: "3300.908", printedTotalCents: "3301" };
const bridge = { priority: "100", credits: "50", taxes: "140", rounding: null, other: "-1" };

describe("the bridge to an invoice", () => {
  test("the bridge to an invoice leaves open what its parts don't explain, to the cent", () => {
    expect(toBridge(statement, { cents: "3500", bridge })).toEqual({
      parts: [
        { part: "priority", cents: "100", isComputed: false },
        { part: "credits", cents: "-50", isComputed: false },
        { part: "taxes", cents: "140", isComputed: false },
        { part: "rounding", cents: "0.092", isComputed: true },
        { part: "other", cents: "-1", isComputed: false },
      ],
      openCents: "10",
    });
    expect(toBridge(statement, { cents: "3490", bridge }).openCents).toBe("0");
    expect(toBridge(statement, { cents: "3490", bridge: { ...bridge, rounding: "1" } }).openCents).toBe(
      "-0.908",
    );
  });

  test("the bridge to an invoice is read as people type it, and credits lower an invoice with or without a minus", () => {
    const form = new FormData();
    const typed = {
      cents: "2.200,00",
      priority: "$1,000",
      credits: "-15.50",
      taxes: "",
      rounding: "",
      other: "(3)",
    };
    for (const [name, value] of Object.entries({
      ...typed,
      invoiceNumber: " INV-7 ",
      invoiceDate: "2026-11-03",
    }))
      form.set(name, value);
    expect(toReconcile(form, { number: 3, currency: "USD" }, 2)).toEqual({
      statement: "3",
      version: 2,
      invoiceNumber: "INV-7",
      invoiceDate: "2026-11-03",
      cents: "220000",
      bridge: { priority: "100000", credits: "1550", taxes: "0", rounding: null, other: "-300" },
      note: "",
    });
  });

  test.each([
    ["", "0"],
    ["2,200", "220000"],
    ["-0", "0"],
    ["\u2212 12,50", "-1250"],
    ["(1,000.25)", "-100025"],
    ["1.2.3", null],
    ["abc", null],
  ])("the bridge to an invoice reads %j as %s", (typed, cents) =>
    expect(parseSigned(typed, "USD")).toBe(cents),
  );
});
