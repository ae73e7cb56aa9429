import "server-only";
import type { PackReport } from "./verify";

/** Quotes a name for the terminal, where control characters in it must not act. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "?");
}

export function describePack({ faults, manifest }: PackReport, isKeyKnown: boolean): string[] {
  if (faults.length > 0 || !manifest)
    return ["The pack is NOT as it was signed.", ...faults.map((fault) => `- ${fault}`)];
  const { review, rows, workspaces, exceptions, population, log, madeAt, publicKey } = manifest;
  const whose = isKeyKnown
    ? ""
    : " Compare it with the one that the server prints at startup, or pass --public-key.";
  return [
    `The pack is as it was signed on ${madeAt}: ${manifest.files.length} files.`,
    `Review ${quote(review.name)} (${review.id}) of ${review.kind}, started ${review.startedAt}, closed ${review.closedAt} by ${quote(review.closedBy)}.`,
    `${rows} rows${review.kind === "grants" ? "" : ` in ${workspaces} workspaces`}, ${exceptions} exceptions.`,
    `Population: ${population.frozen}. The audit log of ${quote(log)} holds the same hash in the entry review.start of this review.`,
    `Public key: ${publicKey}${whose}`,
  ];
}
