import { createReadStream } from "node:fs";
import { getLogName } from "@/lib/core/audit/checkpoint";
import { type ComparedLog, compareCheckpoints, readCheckpoints } from "@/lib/core/audit/checkpoint-file";
import { verifyExport } from "@/lib/core/audit/export-file";
import { describeCheckpoints, describeExport } from "@/lib/core/audit/export-sentence";
import { getAuditKeys } from "@/lib/core/audit/key";
import { describeChain, describeLost, type Verdict } from "@/lib/core/audit/sentence";
import { findHash, verifyChain } from "@/lib/core/audit/verify";
import { readBesideServer } from "@/lib/core/db/beside-server";
import { closeDatabase } from "@/lib/core/db/client";
import { env } from "@/lib/core/env/env";
import { readLines } from "@/lib/core/log/read-lines";
import { type Arguments, readArguments } from "./audit-arguments";

/** `npm run audit:verify` exits 0 if the log is proven, 1 if it isn't, and 2 if it can't be read. */
readBesideServer();
try {
  const given = await readArguments(process.argv.slice(2));
  const verdicts = given.file ? await judgeFile(given, given.file) : await judgeStore(given);
  for (const { text } of verdicts) console.log(text);
  if (!verdicts.every(({ isSound }) => isSound)) process.exitCode = 1;
} catch (cause) {
  console.log(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 2;
} finally {
  await closeDatabase();
}

async function judgeStore(given: Arguments): Promise<Verdict[]> {
  const verdict = describeChain(await verifyChain(given.formerKeys), given.accepted);
  const { key, former } = await getAuditKeys();
  const { publicKey } = key;
  const publicKeys = new Set([publicKey, ...[...former, ...given.formerKeys].map((each) => each.publicKey)]);
  const log = { name: await getLogName(), publicKeys, findHash };
  const path = given.checkpoints ?? env.AUDIT_CHECKPOINT_FILE;
  return [verdict, ...(await judgePlaces(given, log, path)), toNote(`Public key: ${publicKey}`)];
}

async function judgeFile(given: Arguments, path: string): Promise<Verdict[]> {
  const kept = given.checkpoints ? (await readCheckpoints(given.checkpoints)).checkpoints : [];
  const wanted = new Set([...given.expected, ...kept].map(({ seq }) => seq));
  const hashes = new Map<number, string>();
  const report = await verifyExport(readLines(createReadStream(path)), {
    publicKey: given.publicKey,
    see: ({ seq, hash }) => wanted.has(seq) && hashes.set(seq, hash),
  });
  const verdict = describeExport(report, given.accepted);
  if (!report.header) return [verdict];
  const { log: name, publicKey } = report.header;
  const publicKeys = new Set([publicKey, ...given.formerKeys.map((key) => key.publicKey)]);
  const log = { name, publicKeys, findHash: async (seq: number) => hashes.get(seq) };
  const whose = given.publicKey
    ? ""
    : " Compare it with the one that the server prints at startup, or pass --public-key.";
  return [
    verdict,
    ...(await judgePlaces(given, log, given.checkpoints)),
    toNote(`Public key: ${publicKey}${whose}`),
  ];
}

async function judgePlaces(
  { expected }: Arguments,
  log: ComparedLog,
  path: string | undefined,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const place of expected) {
    const found = await log.findHash(place.seq);
    if (found === place.hash) verdicts.push(toNote(`Line ${place.seq} has the expected hash.`));
    else verdicts.push({ isSound: false, text: describeLost(place, found) });
  }
  if (path) {
    const kept = await readCheckpoints(path);
    verdicts.push(describeCheckpoints(kept, await compareCheckpoints(kept.checkpoints, log)));
  }
  return verdicts;
}

function toNote(text: string): Verdict {
  return { isSound: true, text };
}
