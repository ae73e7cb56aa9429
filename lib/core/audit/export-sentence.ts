import "server-only";
import type { Comparison, KeptCheckpoints } from "./checkpoint-file";
import type { ExportProblem, ExportReport } from "./export-file";
import { describeChain, describeLost, type Verdict } from "./sentence";

const problems: Record<ExportProblem, string> = {
  not_an_export: "The file is not an export of an audit log.",
  cut_off: "The export is cut off: its end is missing.",
  changed: "The export was CHANGED after it was signed.",
  other_key: "The export was signed with a different key than the one you passed.",
};

export function describeExport(report: ExportReport, accepted = 0): Verdict {
  const { problem, header, statement } = report;
  if (problem || !header || !statement) {
    const where = report.break ? ` The first invalid line is ${report.break.seq}.` : "";
    return { isSound: false, text: `${problems[problem ?? "not_an_export"]}${where}` };
  }
  const { lines, head, seal, proven } = statement;
  const first = header.previous.seq + 1;
  const isProvenFromFirst = proven?.from === first && proven.reason === null;
  const breaks = [...statement.breaks, ...(report.break ? [report.break] : [])];
  const said = describeChain(
    { lines, head, seal, breaks, break: breaks[0] ?? null, proven: isProvenFromFirst ? whole : proven },
    accepted,
  );
  const scope = first > 1 ? ` It starts at line ${first}.` : "";
  return {
    isSound: said.isSound,
    text: `The export is unchanged since ${header.log} signed it on ${header.at}.${scope} ${said.text}`,
  };
}

const whole = { from: 1, reason: null };

export function describeCheckpoints(
  { unsigned }: Pick<KeptCheckpoints, "unsigned">,
  { held, ofOthers, lost }: Comparison,
): Verdict {
  const notes = [
    unsigned > 0 ? ` ${unsigned} lines of the file are not signed checkpoints.` : "",
    ofOthers > 0 ? ` ${ofOthers} belong to other keys or to sandboxes and were ignored.` : "",
  ].join("");
  const [first] = lost;
  if (first) {
    const at = ` It was there on ${first.checkpoint.at}.`;
    return { isSound: false, text: `${describeLost(first.checkpoint, first.found)}${at}${notes}` };
  }
  if (held === 0) return { isSound: false, text: `No checkpoint of this log was found.${notes}` };
  return { isSound: true, text: `${held} checkpoints match.${notes}` };
}
