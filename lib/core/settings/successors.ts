import "server-only";
import type { Successors } from "./schema";
import { getSetting } from "./store";

/**
 * Older models with a cheaper successor, at list prices in US dollars per million tokens of input and output, as of this
 * day. Prices: https://platform.claude.com/docs/en/about-claude/pricing. Successors: the overview of each model, such as
 * https://platform.claude.com/docs/en/models/opus-5/overview, which names the one to migrate to.
 *
 * Not in it, because they save nothing or not what one price says: Opus 4.5 and 4.6, whose text is about 30% more tokens for
 * models since 4.7 (https://platform.claude.com/docs/en/models/haiku-5-5/overview); Sonnet 5, whose successor has the same
 * price; and Haiku 4.5, because Haiku 5.5 has two prices by the length of a prompt. Admins can replace the table in Settings.
 */
export const builtInSuccessors: Successors = {
  asOf: "2026-11-28",
  rows: [
    toRow("claude-fable-5", ["10", "50"], "claude-fable-5-2", ["8", "40"]),
    toRow("claude-fable-5-1", ["10", "50"], "claude-fable-5-2", ["8", "40"]),
    toRow("claude-opus-4", ["15", "75"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-4-1", ["15", "75"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-4-7", ["5", "25"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-4-8", ["5", "25"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-opus-5", ["5", "25"], "claude-opus-5-5", ["4", "20"]),
    toRow("claude-sonnet-4", ["3", "15"], "claude-sonnet-5-5", ["2", "10"]),
    toRow("claude-sonnet-4-5", ["3", "15"], "claude-sonnet-5-5", ["2", "10"]),
    toRow("claude-sonnet-4-6", ["3", "15"], "claude-sonnet-5-5", ["2", "10"]),
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
