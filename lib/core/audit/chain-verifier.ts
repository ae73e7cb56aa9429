import "server-only";
import { z } from "zod";
import { isSealedWith } from "./head";
import type { AuditKey } from "./key";
import { type AuditLine, genesis, type Head, hashLine, hasMac } from "./line";
import { type DoubtReason, doubtReasons } from "./vocabulary";

/** `seq` is the line's number; for a removed line, the missing number. */
export type ChainBreak = { kind: "removed" | "changed" | "inserted" | "reordered"; seq: number };
export type Lookups = {
  findSeq: (hash: string) => Promise<number | undefined>;
  hasFollower: (hash: string, after: number) => Promise<boolean>;
};

const recordedHead = z.object({
  seq: z.number(),
  hash: z.string(),
  seal: z.string(),
  keyId: z.string().nullable(),
  provenFrom: z.number().nullable(),
});
/** What `appendLine` records if the end can't be proven. */
const recordedDoubt = z.object({ reason: z.enum(doubtReasons), head: recordedHead.nullable() });
/** What `appendLine` records if a former key sealed the end. */
const recordedHandover = z.object({ head: recordedHead });

/** As many are kept, and the last one. */
export const maxBreaks = 100;

/** Follows the log line by line: contents against hash, hash against the previous line, and each MAC. */
export class ChainVerifier {
  readonly #first: ChainBreak[] = [];
  #last: ChainBreak | null = null;
  lines = 0;
  /** The line from which every line is proven so far, and why if it isn't the first. */
  proven: { from: number; reason: DoubtReason | null } | null = null;
  #unprovenSince: number | null = null;
  /** The doubt about earlier lines in lines of an unknown key. It counts once a known key has proven those. */
  #claimed: DoubtReason | null = null;

  constructor(
    private readonly keys: ReadonlyMap<string, AuditKey>,
    private readonly lookups: Lookups,
    public head: Head = genesis,
  ) {}

  /** The first ones, and the one with the highest number, so that many early ones don't hide a later one. */
  get breaks(): ChainBreak[] {
    return this.#last && !this.#first.includes(this.#last) ? [...this.#first, this.#last] : [...this.#first];
  }

  async take(line: AuditLine): Promise<void> {
    const found = await this.#judgePlace(line);
    if (found) this.#add(found);
    const changed = this.#judgeMac(line);
    if (changed !== null && !found) this.#add({ kind: "changed", seq: changed });
    this.head = { seq: line.seq, hash: line.hash };
    this.lines += 1;
  }

  /** Lines after the sealed end were added without the key; a missing sealed line was cut off. */
  end(sealed: Head, isKeyed: boolean): void {
    const { seq, hash } = this.head;
    if (sealed.hash !== hash) this.#add(toEndBreak(sealed.seq, seq));
    else if (isKeyed && this.#unprovenSince !== null)
      this.#add({ kind: "changed", seq: this.#unprovenSince });
  }

  /** A line without a valid MAC looks changed; only the following lines show that it was inserted. */
  #add(found: ChainBreak): void {
    const known = this.breaks.find(({ seq }) => seq === found.seq);
    if (!known && this.#first.length < maxBreaks) this.#first.push(found);
    if (!known && found.seq >= (this.#last?.seq ?? 0)) this.#last = found;
    if (known?.kind === "changed" && found.kind === "inserted") known.kind = "inserted";
  }

  async #judgePlace(line: AuditLine): Promise<ChainBreak | null> {
    const { seq, previousHash } = line;
    const previous = this.head;
    const isWhole = hashLine(line) === line.hash;
    if (isWhole && previousHash === previous.hash)
      return seq === previous.seq + 1 ? null : { kind: "changed", seq };
    // What kind it is takes a search, which a long list isn't worth.
    if (this.#first.length >= maxBreaks) return { kind: "changed", seq };
    if (isWhole) {
      const before = previousHash === genesis.hash ? genesis.seq : await this.lookups.findSeq(previousHash);
      if (before === undefined) return { kind: "removed", seq: previous.seq + 1 };
      return before > seq ? { kind: "reordered", seq } : { kind: "inserted", seq: before + 1 };
    }
    // If the true follower of `previous` comes later, this line was inserted between them.
    const isBetween = await this.lookups.hasFollower(previous.hash, seq);
    return { kind: isBetween ? "inserted" : "changed", seq };
  }

  /** Returns the number of a line with a wrong or missing MAC, or null. Updates where the proven part starts. */
  #judgeMac(line: AuditLine): number | null {
    const key = line.keyId === null ? undefined : this.keys.get(line.keyId);
    if (!key || line.mac === null) {
      this.#unprovenSince ??= line.seq;
      this.proven = null;
      this.#claimed = readDoubt(line)?.reason ?? this.#claimed;
      return null;
    }
    if (!hasMac(line, key)) return line.seq;
    const since = this.#unprovenSince;
    this.#unprovenSince = null;
    const doubt = this.#toDoubt(line);
    if (doubt) this.proven = { from: line.seq, reason: doubt };
    else if (since !== null) return this.#takeOver(line) ? null : since;
    else this.proven ??= { from: line.seq, reason: null };
    return null;
  }

  /**
   * When the key changed, the server knew both and had proven the end. The hashes of the lines before lead to that end,
   * so this line proves them without the former key.
   */
  #takeOver(line: AuditLine): boolean {
    const isHandover = line.action === "audit.change_key" && line.phase === "intent";
    const { data } = recordedHandover.safeParse(isHandover ? line.after : null);
    if (!data || data.head.hash !== this.head.hash) return false;
    const from = data.head.provenFrom ?? line.seq;
    this.proven = { from, reason: from === 1 ? null : this.#claimed };
    return true;
  }

  /** Returns why the log is unproven before this line, if the line records a doubt that no given key resolves. */
  #toDoubt(line: AuditLine): DoubtReason | null {
    const doubt = readDoubt(line);
    if (!doubt) return null;
    const { reason, head } = doubt;
    const key = head?.keyId ? this.keys.get(head.keyId) : undefined;
    const isCleared = reason === "other_key" && head && key && isSealedWith(head, key);
    if (!isCleared || this.#unprovenSince !== null) return reason;
    // The former key vouches for the end that was found: it is the previous line, or lines were cut off after it.
    if (head.hash === this.head.hash) return null;
    this.#add({ kind: "removed", seq: this.head.seq + 1 });
    return reason;
  }
}

/** Null for any other line, and for contents that were changed, which the hash shows. */
function readDoubt(line: AuditLine): z.infer<typeof recordedDoubt> | null {
  if (line.action !== "audit.unproven" || line.phase !== "intent") return null;
  return recordedDoubt.safeParse(line.after).data ?? null;
}

function toEndBreak(sealed: number, found: number): ChainBreak {
  if (found === sealed) return { kind: "changed", seq: found };
  return found > sealed ? { kind: "inserted", seq: sealed + 1 } : { kind: "removed", seq: found + 1 };
}
