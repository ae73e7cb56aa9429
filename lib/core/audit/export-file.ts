import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { ChainBreak } from "./chain-verifier";
import { exportType, toSignedFooter } from "./export";
import { isSignedBy } from "./key";
import { type Head, hashText } from "./line";
import { doubtReasons } from "./vocabulary";

const place = z.object({ seq: z.number().int(), hash: z.string() });
const header = z.object({
  type: z.literal(exportType),
  version: z.literal(1),
  log: z.string(),
  at: z.string(),
  previous: place,
  keyId: z.string(),
  publicKey: z.string(),
});
const record = place.extend({ text: z.string() });
const contents = z.object({ previousHash: z.string() });
const footer = z.object({
  type: z.literal(`${exportType}.end`),
  lines: z.number().int(),
  head: place,
  seal: z.enum(["ours", "old", "foreign", "forged", "none"]),
  proven: z.object({ from: z.number(), reason: z.enum(doubtReasons).nullable() }).nullable(),
  breaks: z.array(
    z.object({ kind: z.enum(["removed", "changed", "inserted", "reordered"]), seq: z.number() }),
  ),
  digest: z.string(),
  signature: z.string(),
});

type Footer = z.infer<typeof footer>;

/** Why a file proves nothing: it isn't an export, is cut off, was changed, or was signed by another key. */
export type ExportProblem = "not_an_export" | "cut_off" | "changed" | "other_key";
/** `statement` is what the server said about its log; trust it only if there is no problem. */
export type ExportReport = {
  problem: ExportProblem | null;
  /** The first line that doesn't match, whatever the server said. */
  break: ChainBreak | null;
  header: z.infer<typeof header> | null;
  statement: Footer | null;
};

/** Verifies an export without the database or the secret. `see` receives every line. */
export async function verifyExport(
  lines: AsyncIterable<string>,
  { publicKey, see = () => {} }: { publicKey?: string | undefined; see?: (line: Head) => void } = {},
): Promise<ExportReport> {
  const digest = createHash("sha256");
  const file = new ExportFile(see);
  let end: Footer | null = null;
  for await (const line of lines) {
    // Nothing after the end is signed.
    if (end) return file.report("changed", end);
    end = parseFooter(line);
    if (end) continue;
    if (!file.take(line)) return file.report(file.header ? "changed" : "not_an_export");
    digest.update(`${line}\n`);
  }
  if (end) return file.judge(end, digest.digest("hex"), publicKey);
  return file.report(file.header ? "cut_off" : "not_an_export");
}

class ExportFile {
  header: z.infer<typeof header> | null = null;
  #break: ChainBreak | null = null;
  #end: Head | null = null;
  #lines = 0;

  constructor(private readonly see: (line: Head) => void) {}

  /** False if the text isn't a line of an export. */
  take(text: string): boolean {
    if (!this.header) {
      this.header = parse(header, text);
      this.#end = this.header?.previous ?? null;
      return this.header !== null;
    }
    const line = parse(record, text);
    if (!line || !this.#end) return false;
    this.#break ??= toBreak(line, this.#end);
    this.#end = { seq: line.seq, hash: line.hash };
    this.#lines += 1;
    this.see(this.#end);
    return true;
  }

  judge({ signature, ...end }: Footer, digest: string, publicKey?: string): ExportReport {
    const statement = { ...end, signature };
    const signer = this.header?.publicKey;
    if (!signer) return this.report("not_an_export");
    const isWhole =
      digest === end.digest &&
      this.#lines === end.lines &&
      this.#end?.hash === end.head.hash &&
      isSignedBy(signer, toSignedFooter(end), signature);
    if (!isWhole) return this.report("changed", statement);
    return this.report(publicKey !== undefined && publicKey !== signer ? "other_key" : null, statement);
  }

  report(problem: ExportProblem | null, statement: ExportReport["statement"] = null): ExportReport {
    return { problem, break: this.#break, header: this.header, statement };
  }
}

function toBreak({ seq, hash, text }: z.infer<typeof record>, previous: Head): ChainBreak | null {
  const inside = parse(contents, text);
  if (hashText(text) !== hash || !inside) return { kind: "changed", seq };
  if (inside.previousHash === previous.hash && seq === previous.seq + 1) return null;
  return seq > previous.seq ? { kind: "removed", seq: previous.seq + 1 } : { kind: "reordered", seq };
}

/** Only as the server writes it: what the schema leaves out or reads once isn't signed. */
function parseFooter(text: string): Footer | null {
  const found = parse(footer, text);
  return found && JSON.stringify(found) === text ? found : null;
}

function parse<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
