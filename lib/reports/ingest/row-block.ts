import "server-only";
import { createHash } from "node:crypto";
import { type Currency, usd } from "@/lib/money";

/** Rows of a report as the database takes them, so that they pass between threads without a copy. */
export type RowBlock = {
  /** The JSON list of the rows, in UTF-8. */
  json: Uint8Array;
  count: number;
  /** The same for the same rows in any order. */
  digest: Uint32Array;
  currencies: Currency[];
};

const digestWords = 8;
const [openList, comma, closeList] = [0x5b, 0x2c, 0x5d];

export function toBlock(rows: readonly object[]): RowBlock {
  const lines = rows.map((row) => JSON.stringify(row));
  const digest = new Uint32Array(digestWords);
  for (const line of lines) add(digest, toWords(createHash("sha256").update(line).digest()));
  return {
    // Not a Buffer: those share memory, which can't be passed on.
    json: new TextEncoder().encode(`[${lines.join(",")}]`),
    count: rows.length,
    digest,
    currencies: listCurrencies(rows),
  };
}

export function joinBlocks(blocks: readonly RowBlock[]): RowBlock {
  const [first, ...others] = blocks.filter(({ count }) => count > 0);
  if (!first) return toBlock([]);
  if (others.length === 0) return first;
  const digest = Uint32Array.from(first.digest);
  for (const other of others) add(digest, other.digest);
  const all = [first, ...others];
  return {
    json: join(all.map(({ json }) => json)),
    count: all.reduce((total, { count }) => total + count, 0),
    digest,
    currencies: [...new Set(all.flatMap(({ currencies }) => currencies))].toSorted(),
  };
}

export function toRows({ json }: RowBlock): unknown[] {
  return JSON.parse(new TextDecoder().decode(json));
}

export function toDigestText({ digest }: RowBlock): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString("base64");
}

function add(total: Uint32Array, words: Uint32Array): void {
  for (let index = 0; index < digestWords; index++) total[index] = (total[index] ?? 0) + (words[index] ?? 0);
}

function toWords(hash: Buffer): Uint32Array {
  return Uint32Array.from({ length: digestWords }, (_, index) => hash.readUInt32LE(4 * index));
}

/** Neither list is empty, so that each needs a comma. */
function join(lists: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(lists.reduce((total, { length }) => total + length - 1, 1));
  let at = 0;
  for (const list of lists) {
    joined.set(list, at);
    joined[at] = comma;
    at += list.length - 1;
  }
  joined[0] = openList;
  joined[at] = closeList;
  return joined;
}

/** An estimate of Claude Code may have no currency. */
function listCurrencies(rows: readonly object[]): Currency[] {
  const found = rows.flatMap((row) => {
    if ("currency" in row) return [String(row.currency)];
    if (!("estimatedCents" in row)) return [];
    const others = Object.keys(("otherCents" in row && row.otherCents) || {});
    return row.estimatedCents === "0" && others.length > 0 ? others : [usd, ...others];
  });
  return [...new Set(found)].toSorted();
}
