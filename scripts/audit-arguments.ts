import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
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
export async function readArguments(args: readonly string[]): Promise<Arguments> {
  const { values, positionals } = parse(args);
  const { expect, checkpoints, key, "unproven-before": unproven, file, "public-key": publicKey } = values;
  // The word after each SEQ is its HASH.
  if (positionals.length !== expect.length) throw new Error(usage);
  return {
    expected: expect.map((seq, at) => ({ seq: toSeq(seq), hash: toHash(positionals[at] ?? "") })),
    checkpoints,
    formerKeys: (await Promise.all(key.map(readKeys))).flat(),
    accepted: unproven ? toSeq(unproven) : 0,
    file,
    publicKey,
  };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const many = { type: "string", multiple: true, default: [] as string[] } as const;
  const ofFile = { checkpoints: text, file: text, "public-key": text };
  const options = { ...ofFile, expect: many, key: many, "unproven-before": text };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    throw new Error(usage, { cause });
  }
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
