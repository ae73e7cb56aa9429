import "server-only";
import { z } from "zod";
import { isSealedWith } from "./head";
import type { AuditKey } from "./key";
import { type AuditLine, genesis, type Head, hashLine, hasMac } from "./line";
import { type DoubtReason, doubtReasons } from "./vocabulary";

/** A line that is not as it was written; `seq` is its number, for a removed line the number that is missing. */
export type ChainBreak = { kind: "removed" | "changed" | "inserted" | "reordered"; seq: number };
/** What the walk asks of the log when it finds a break, to say what happened. */
export type Lookups = {
  findSeq: (hash: string) => Promise<number | undefined>;
  hasFollower: (hash: string, after: number) => Promise<boolean>;
};

/** What `appendLine` puts on record where the end could not be proven. */
const recordedDoubt = z.object({
  reason: z.enum(doubtReasons),
  head: z
    .object({
      seq: z.number(),
      hash: z.string(),
      seal: z.string(),
      keyId: z.string().nullable(),
      provenFrom: z.number().nullable(),
    })
    .nullable(),
});

/** Past so many breaks it no longer matters what each of them is. */
const mostBreaks = 100;

/** Follows the log line by line: contents against hash, hash against the line before, and the MAC of each. */
export class ChainWalk {
  readonly breaks: ChainBreak[] = [];
  lines = 0;
  /** The line from which on every line is proven so far, with the reason where that is not the first. */
  proven: { from: number; reason: DoubtReason | null } | null = null;
  #unprovenSince: number | null = null;

  constructor(
    private readonly keys: ReadonlyMap<string, AuditKey>,
    private readonly lookups: Lookups,
    /** Where the walk begins; `take` moves it on. */
    public head: Head = genesis,
  ) {}

  async take(line: AuditLine): Promise<void> {
    const found = this.breaks.length < mostBreaks ? await this.#judgePlace(line) : null;
    if (found) this.#add(found);
    const changed = this.#judgeMac(line);
    if (changed !== null && !found) this.#add({ kind: "changed", seq: changed });
    this.head = { seq: line.seq, hash: line.hash };
    this.lines += 1;
  }

  /** Compares the end with the sealed one: lines behind it were put there without the key, others were cut off. */
  end(sealed: Head, isKeyed: boolean): void {
    const { seq, hash } = this.head;
    if (sealed.hash !== hash) this.#add(toEndBreak(sealed.seq, seq));
    else if (isKeyed && this.#unprovenSince !== null)
      this.#add({ kind: "changed", seq: this.#unprovenSince });
  }

  /** A line without a valid MAC looks changed; that it was inserted shows only in what comes after it. */
  #add(found: ChainBreak): void {
    const known = this.breaks.find(({ seq }) => seq === found.seq);
    if (!known) this.breaks.push(found);
    else if (known.kind === "changed" && found.kind === "inserted") known.kind = "inserted";
  }

  /** What is wrong with the contents or the place of a line, or null if both are sound. */
  async #judgePlace(line: AuditLine): Promise<ChainBreak | null> {
    const { seq, previousHash } = line;
    const previous = this.head;
    const isWhole = hashLine(line) === line.hash;
    if (isWhole && previousHash === previous.hash)
      return seq === previous.seq + 1 ? null : { kind: "changed", seq };
    if (isWhole) {
      // A genuine line: where is the one that it was written after?
      const before = previousHash === genesis.hash ? genesis.seq : await this.lookups.findSeq(previousHash);
      if (before === undefined) return { kind: "removed", seq: previous.seq + 1 };
      return before > seq ? { kind: "reordered", seq } : { kind: "inserted", seq: before + 1 };
    }
    // Where the true follower of `previous` comes later, this line was put between them.
    const isBetween = await this.lookups.hasFollower(previous.hash, seq);
    return { kind: isBetween ? "inserted" : "changed", seq };
  }

  /** The number of a line whose MAC is wrong or was taken away, or null. Says from where on the log is proven. */
  #judgeMac(line: AuditLine): number | null {
    const key = line.keyId === null ? undefined : this.keys.get(line.keyId);
    if (!key || line.mac === null) {
      this.#unprovenSince ??= line.seq;
      this.proven = null;
      return null;
    }
    if (!hasMac(line, key)) return line.seq;
    const since = this.#unprovenSince;
    this.#unprovenSince = null;
    const doubt = this.#toDoubt(line);
    if (doubt) this.proven = { from: line.seq, reason: doubt };
    else if (since !== null) return since;
    else this.proven ??= { from: line.seq, reason: null };
    return null;
  }

  /** Why the log is unproven before this line, if the line is a record of that which no given key can clear up. */
  #toDoubt(line: AuditLine): DoubtReason | null {
    if (line.action !== "audit.unproven" || line.phase !== "intent") return null;
    const { data } = recordedDoubt.safeParse(line.after);
    if (!data) return null; // Its contents were changed, which its hash shows.
    const { reason, head } = data;
    const key = head?.keyId ? this.keys.get(head.keyId) : undefined;
    const isCleared = reason === "other_key" && head && key && isSealedWith(head, key);
    if (!isCleared || this.#unprovenSince !== null) return reason;
    // The former key vouches for the end that was found: it is the line before, or lines were cut off behind that.
    if (head.hash === this.head.hash) return null;
    this.#add({ kind: "removed", seq: this.head.seq + 1 });
    return reason;
  }
}

function toEndBreak(sealed: number, found: number): ChainBreak {
  if (found === sealed) return { kind: "changed", seq: found };
  return found > sealed ? { kind: "inserted", seq: sealed + 1 } : { kind: "removed", seq: found + 1 };
}
