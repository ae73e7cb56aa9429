import { claudeCodeDimension, claudeCodeDimensions } from "@/lib/money/reports/claude-code/dimensions";
import { costDimension, costDimensions, costExports } from "@/lib/money/reports/cost/dimensions";
import { listExports, listNamesWith, type Trait, withoutIds } from "@/lib/money/reports/dimension";
import { usageDimension, usageDimensions, usageGroups } from "@/lib/money/reports/usage/dimensions";

// A dimension means the same in every report that has it.

export const dimensions = [...costDimensions, ...usageGroups, ...claudeCodeDimensions];

function listWith<Has extends Trait>(trait: Has) {
  return [
    ...listNamesWith(costDimension, trait),
    ...listNamesWith(usageDimension, trait),
    ...listNamesWith(claudeCodeDimension, trait),
  ];
}

export const dimensionsWithValueLabels: readonly string[] = listWith("hasValueLabels");
export const dimensionsWithMissingLabel = listWith("hasMissingLabel");

/** The columns of detail rows of cost and usage. */
export const detailColumns = [
  ...new Set([
    ...withoutIds(costDimension, costExports),
    ...withoutIds(usageDimension, listExports(usageDimension, usageDimensions)),
  ]),
];
