import "server-only";
import { sumDecimals } from "@/lib/core/money/money-math";
import { roundCenters, roundParts } from "@/lib/core/money/rounding";
import { spread } from "@/lib/money/spend/spread";
import type { StatementFact, StatementLine, Terms } from "./schema";

type Exact = Omit<StatementLine, "printedCents">;
type Shares = Pick<Terms, "rule" | "center">;
type Kind = StatementLine["kind"];

/** What the statement of a month prints of its own cost. */
export function toOwnLines(facts: readonly StatementFact[], terms: Shares): Exact[] {
  const direct = facts.filter(({ center }) => center !== null).map((fact) => toLine("direct", fact));
  return [
    ...direct,
    ...toPoolLines(facts.filter(isPooled), { terms, weights: sumCenters(facts), kind: "shared" }),
  ];
}

/**
 * What has changed in a closed month since it was billed. The pool's changes are assigned as the pool was: by the rule
 * of that month's statement, and in the proportions of its cost.
 */
export function toAdjustmentLines(
  changes: readonly StatementFact[],
  billed: readonly StatementFact[],
  terms: Shares,
): Exact[] {
  const direct = changes.filter(({ center }) => center !== null).map((fact) => toLine("adjustment", fact));
  const given = { terms, weights: sumCenters(billed), kind: "adjustment" } as const;
  return [...direct, ...toPoolLines(changes.filter(isPooled), given)];
}

type Centers = { center: string; cents: string }[];
type Given = { terms: Shares; weights: Centers; kind: "shared" | "adjustment" };

function toPoolLines(pool: readonly StatementFact[], { terms, weights, kind }: Given): Exact[] {
  const [first] = pool;
  if (!first) return [];
  const cents = sumDecimals(pool.map((fact) => fact.cents));
  const share = (center: string, part: string): Exact => {
    const { month } = first;
    return { kind, month, center, workspaceId: null, workspace: null, cents: part };
  };
  if (terms.rule === "center" && terms.center) return [share(terms.center, cents)];
  const shares = weights.map((weight) => weight.cents);
  const parts = terms.rule === "spread" ? spread(cents, shares) : null;
  if (parts)
    return weights
      .map(({ center }, index) => share(center, parts[index] ?? "0"))
      .filter((line) => line.cents !== "0");
  return pool.map((fact) => toLine(kind === "shared" ? "unassigned" : kind, fact));
}

function isPooled({ center }: StatementFact): boolean {
  return center === null;
}

function toLine(kind: Kind, { month, center, workspaceId, workspace, cents }: StatementFact): Exact {
  return { kind, month, center, workspaceId, workspace, cents };
}

function sumCenters(facts: readonly StatementFact[]): Centers {
  const centers = [...new Set(facts.flatMap(({ center }) => center ?? []))];
  return centers.map((center) => ({
    center,
    cents: sumDecimals(facts.filter((fact) => fact.center === center).map(({ cents }) => cents)),
  }));
}

/**
 * In whole cents: the total, within it what each center has of its own beside the pool and the adjustments, the shares
 * within the pool, and the lines within all of these.
 */
export function toPrinted(lines: readonly Exact[]): {
  lines: StatementLine[];
  totalCents: string;
  printedTotalCents: string;
} {
  const ordered = lines.toSorted(compareLines);
  const centers = [...new Set(ordered.map(({ center }) => center))].map((center) =>
    columns.map((column) => ordered.filter((line) => line.center === center && column.includes(line.kind))),
  );
  const sums = roundCenters(
    centers.map((cells) => cells.map(sumLines)),
    0,
  );
  const printed = centers.flatMap((cells, row) =>
    cells.flatMap((own, column) => printWithin(own, sums.rows[row]?.parts[column] ?? "0")),
  );
  return { lines: printed, totalCents: sumLines(lines), printedTotalCents: sums.total.total };
}

function printWithin(lines: readonly Exact[], total: string): StatementLine[] {
  const cents = lines.map((line) => line.cents);
  const parts = roundParts(cents, { places: 0, total });
  return lines.map((line, place) => ({ ...line, printedCents: parts[place] ?? "0" }));
}

function sumLines(lines: readonly Exact[]): string {
  return sumDecimals(lines.map(({ cents }) => cents));
}

/** What a center has of its own, its shares of the pool, and adjustments: those of a chargeback, and of earlier months. */
const columns: readonly (readonly Kind[])[] = [["direct", "unassigned"], ["shared"], ["adjustment"]];
const kinds: readonly Kind[] = ["direct", "unassigned", "shared", "adjustment"];

/** By center, what has none last; then cost, the share of the pool, and adjustments by month. */
function compareLines(one: Exact, other: Exact): number {
  return (
    Number(one.center === null) - Number(other.center === null) ||
    compareTexts(one.center ?? "", other.center ?? "") ||
    kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
    compareTexts(one.month, other.month) ||
    compareTexts(one.workspace ?? "\uffff", other.workspace ?? "\uffff") ||
    compareTexts(one.workspaceId ?? "", other.workspaceId ?? "")
  );
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
