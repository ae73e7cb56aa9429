import "server-only";
import type { Successors } from "./schema";
import { getSetting } from "./store";

/**
 * Older models with a cheaper successor, at list prices in US dollars per million tokens of input and output. Each price is
 * from https://platform.claude.com/docs/en/about-claude/pricing, and each successor from the overview of its model, such as
 * https://platform.claude.com/docs/en/models/opus-5/overview, both as of this day. Admins can replace the table in Settings.
 */
export const builtInSuccessors: Successors = {
  asOf: "2026-11-28",
  rows: [
    toRow("claude-opus-4", ["15", "75"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-4-1", ["15", "75"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-4-5", ["5", "25"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-4-6", ["5", "25"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-4-7", ["5", "25"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-4-8", ["5", "25"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-5", ["5", "25"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-sonnet-4", ["3", "15"], "claude-sonnet-5", ["2", "10"]),
    toRow("claude-sonnet-4-5", ["3", "15"], "claude-sonnet-5", ["2", "10"]),
    toRow("claude-sonnet-4-6", ["3", "15"], "claude-sonnet-5", ["2", "10"]),
  ],
};

/** Of input and output, cached or not: https://platform.claude.com/docs/en/build-with-claude/batch-processing. */
export const batchFactor = "0.5";

type Prices = readonly [input: string, output: string];

function toRow(model: string, prices: Prices, successor: string, later: Prices): Successors["rows"][number] {
  return {
    model,
    successor,
    inputPrice: prices[0],
    outputPrice: prices[1],
    successorInputPrice: later[0],
    successorOutputPrice: later[1],
  };
}

export async function getSuccessors(): Promise<Successors> {
  return (await getSetting("successors")) ?? builtInSuccessors;
}
