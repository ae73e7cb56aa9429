import "server-only";
import { createReadStream } from "node:fs";
import { readLines } from "@/lib/core/log/read-lines";
import { type Checkpoint, isOfLog, readCheckpoint } from "./checkpoint";

/** `unsigned` counts lines that aren't checkpoints or aren't signed by the key they name. */
export type KeptCheckpoints = { checkpoints: Checkpoint[]; unsigned: number };

export async function readCheckpoints(path: string): Promise<KeptCheckpoints> {
  const kept: KeptCheckpoints = { checkpoints: [], unsigned: 0 };
  for await (const line of readLines(createReadStream(path))) {
    const checkpoint = readCheckpoint(line);
    if (checkpoint) kept.checkpoints.push(checkpoint);
    else if (line.trim()) kept.unsigned += 1;
  }
  return kept;
}

export type ComparedLog = {
  name: string;
  publicKeys: ReadonlySet<string>;
  findHash: (seq: number) => Promise<string | undefined>;
};
export type Comparison = {
  held: number;
  ofOthers: number;
  lost: { checkpoint: Checkpoint; found: string | undefined }[];
};

export async function compareCheckpoints(
  checkpoints: readonly Checkpoint[],
  { name, publicKeys, findHash }: ComparedLog,
): Promise<Comparison> {
  const comparison: Comparison = { held: 0, ofOthers: 0, lost: [] };
  for (const checkpoint of checkpoints) {
    if (!publicKeys.has(checkpoint.publicKey) || !isOfLog(checkpoint, name)) {
      comparison.ofOthers += 1;
      continue;
    }
    const found = await findHash(checkpoint.seq);
    if (found === checkpoint.hash) comparison.held += 1;
    else comparison.lost.push({ checkpoint, found });
  }
  return comparison;
}
