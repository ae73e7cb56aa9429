import "server-only";
import { createHash } from "node:crypto";
import { type CopyText, toCopyLine } from "@/lib/core/db/copy-text";
import { type Currency, usd } from "@/lib/core/money/money";

/** Rows of a report as the database takes them, so that they pass between threads without a copy. */
export type RowBlock = CopyText & {
  count: number;
  /** The same for the same rows in any order. */
  digest: Uint32Array;
  currencies: Currency[];
};

const digestWords = 8;

/**
 * @param rows All have the same fields.
 * @param shared Fields that have the same value in all rows, such as their day.
 */
export function toBlock(rows: readonly object[], shared: Readonly<Record<string, string>> = {}): RowBlock {
  const own = Object.keys(rows[0] ?? {});
  const start = Object.values(shared);
  const lines = rows.map((row) => toCopyLine([...start, ...readFields(row, own)]));
  const digest = new Uint32Array(digestWords);
  for (const line of lines) add(digest, toWords(createHash("sha256").update(line).digest()));
  return {
    fields: rows.length > 0 ? [...Object.keys(shared), ...own] : [],
    // Not a Buffer: those share memory, which can't be passed on.
    text: new TextEncoder().encode(lines.join("")),
    count: rows.length,
    digest,
    currencies: listCurrencies(rows),
  };
}

function readFields(row: object, fields: readonly string[]): unknown[] {
  if (Object.keys(row).length !== fields.length) throw new Error("rows of a block have different fields");
  return fields.map((field) => Reflect.get(row, field));
}

export function joinBlocks(blocks: readonly RowBlock[]): RowBlock {
  const [first, ...others] = blocks.filter(({ count }) => count > 0);
  if (!first) return toBlock([]);
  if (others.length === 0) return first;
  const digest = Uint32Array.from(first.digest);
  for (const other of others) add(digest, other.digest);
  const all = [first, ...others];
  return {
    fields: first.fields,
    text: join(all.map(({ text }) => text)),
    count: all.reduce((total, { count }) => total + count, 0),
    digest,
    currencies: [...new Set(all.flatMap(({ currencies }) => currencies))].toSorted(),
  };
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

function join(texts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(texts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const text of texts) {
    joined.set(text, at);
    at += text.length;
  }
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
