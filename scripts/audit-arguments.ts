import { readFile } from "node:fs/promises";
import { type AuditKey, toAuditKey } from "@/lib/core/audit/key";
import type { Head } from "@/lib/core/audit/line";
import { deriveKeyFrom } from "@/lib/core/auth/secret";

export const usage = `Usage: npm run audit:verify -- [OPTION]…
  --expect SEQ HASH        line SEQ must be there, with this hash
  --checkpoints FILE       every checkpoint in FILE must still hold (default: AUDIT_CHECKPOINT_FILE)
  --key FILE               a former AUDIT_KEY_FILE or NEXTAUTH_SECRET, to prove older lines with
  --unproven-before SEQ    you know that nothing before line SEQ is proven: only what follows counts
  --file FILE              verify an export instead of the store; needs neither database nor secret
  --public-key KEY         whose signature the export must bear`;

export type Arguments = {
  expected: Head[];
  checkpoints: string | undefined;
  formerKeys: AuditKey[];
  accepted: number;
  file: string | undefined;
  publicKey: string | undefined;
};

/** @throws Error with the usage where the command line makes no sense */
export async function readArguments(words: readonly string[]): Promise<Arguments> {
  const found: Arguments = {
    expected: [],
    checkpoints: undefined,
    formerKeys: [],
    accepted: 0,
    file: undefined,
    publicKey: undefined,
  };
  const rest = [...words];
  const next = () => toWord(rest.shift());
  while (rest.length > 0) {
    const option = next();
    if (option === "--expect") found.expected.push({ seq: toSeq(next()), hash: toHash(next()) });
    else if (option === "--checkpoints") found.checkpoints = next();
    else if (option === "--key") found.formerKeys.push(...(await readKeys(next())));
    else if (option === "--unproven-before") found.accepted = toSeq(next());
    else if (option === "--file") found.file = next();
    else if (option === "--public-key") found.publicKey = next();
    else throw new Error(usage);
  }
  return found;
}

function toWord(word: string | undefined): string {
  if (!word) throw new Error(usage);
  return word;
}

export function toSeq(word: string): number {
  const seq = Number(word);
  if (!Number.isSafeInteger(seq) || seq < 1) throw new Error(`${word} is not a line number.\n${usage}`);
  return seq;
}

function toHash(word: string): string {
  const hash = word.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`${word} is not a hash.\n${usage}`);
  return hash;
}

/** The file may hold several keys: lines name the one that fits. */
async function readKeys(path: string): Promise<AuditKey[]> {
  const bytes = await readFile(path);
  return [toAuditKey(bytes), toAuditKey(deriveKeyFrom(bytes.toString("utf8").trim(), "audit"))];
}
