import "server-only";
import { maxBreaks } from "./chain-verifier";
import type { Head } from "./line";
import type { ChainReport } from "./verify";
import type { DoubtReason } from "./vocabulary";

export type Verdict = { isSound: boolean; text: string };

const happened = {
  removed: "is missing",
  changed: "was changed",
  inserted: "was inserted",
  reordered: "is out of order",
};

const because: Record<DoubtReason, string> = {
  no_seal: "the lines before it had no seal when that line was written",
  forged_seal: "the seal at the end of the log was forged when that line was written",
  other_key: "the lines before it were written with another key; pass it with --key to verify them, too",
  no_mac: "the lines before it were written by a version without MACs",
  end_moved: "lines had been removed from or added to the end when that line was written",
  rolled_back: "the log was missing lines that it once had when that line was written",
};

const unsealed = {
  none: "it has no seal",
  old: "its newest lines were written by a version without MACs",
  foreign: "it was sealed with another key; pass that key with --key, or run this where the current key is",
  forged: "its seal was forged",
};

/** `accepted`: the operator knows that the log is unproven before this line, so nothing before it counts. */
export function describeChain(report: ChainReport, accepted = 0): Verdict {
  const { lines, head, seal, breaks } = report;
  if (lines === 0 && seal === "none") return { isSound: true, text: "The audit log is empty." };
  const end = `Head: ${head.seq} ${head.hash}`;
  const found = breaks.find(({ seq }) => seq >= accepted);
  if (found) {
    const count = breaks.length > maxBreaks ? `more than ${maxBreaks}` : breaks.length;
    const others = breaks.length > 1 ? ` There are ${count} such lines.` : "";
    const text = `The audit log is NOT intact: line ${found.seq} ${happened[found.kind]}.${others} ${end}`;
    return { isSound: false, text };
  }
  if (seal === "ours" || seal === "former") return describeProven(report, end, accepted);
  const text = `The ${toCount(lines)} of the audit log are consistent, but its end is NOT proven: ${unsealed[seal]}. ${end}`;
  return { isSound: false, text };
}

function describeProven({ lines, proven, breaks }: ChainReport, end: string, accepted: number): Verdict {
  if (breaks.length > 0)
    return {
      isSound: true,
      text: `The audit log is intact from line ${accepted} on. Lines before it were changed. ${end}`,
    };
  if (proven?.from === 1 && proven.reason === null)
    return { isSound: true, text: `The audit log is intact: ${toCount(lines)}. ${end}` };
  const before = proven ? `before line ${proven.from}` : "as a whole";
  const reason = proven?.reason ? because[proven.reason] : "lines before it are missing";
  return {
    isSound: proven !== null && proven.from <= accepted,
    text: `The ${toCount(lines)} of the audit log are consistent, but it is unproven ${before}: ${reason}. ${end}`,
  };
}

/** For a checkpointed line that the log no longer holds. `found` is the hash in its place. */
export function describeLost({ seq, hash }: Head, found: string | undefined): string {
  return found === undefined
    ? `The audit log was rolled back or rewritten: line ${seq} with the hash ${hash} is missing.`
    : `The audit log was rewritten: line ${seq} has the hash ${found}, not ${hash}.`;
}

function toCount(lines: number): string {
  return lines === 1 ? "1 line" : `${lines} lines`;
}
