import "server-only";
import { yieldThread } from "./yield-thread";

/** Deeper parts are parsed in one piece; no report nests its rows this deep. */
const deepest = 8;
/** About what is read between two turns: a few milliseconds. */
export const sliceBytes = 256 * 1024;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
const byteOrderMark = Buffer.from("\ufeff");

/**
 * Parses like `JSON.parse` without blocking others: a text longer than a slice is parsed part by part.
 * @throws SyntaxError if it isn't JSON
 */
export async function parseInSlices(bytes: Buffer, maxBytes = sliceBytes): Promise<unknown> {
  const hasMark = bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark);
  const text = hasMark ? bytes.subarray(byteOrderMark.length) : bytes;
  if (text.length <= maxBytes) return JSON.parse(text.toString());
  const reader = new SliceReader(text, maxBytes);
  const value = await reader.readValue();
  reader.end();
  return value;
}

class SliceReader {
  #at = 0;
  #from = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly maxBytes: number,
  ) {}

  async readValue(depth = 0): Promise<unknown> {
    this.#skipSpace();
    const end = this.#findEnd(this.#at + this.maxBytes);
    if (end !== undefined) return this.#parseUntil(end);
    const first = this.bytes[this.#at];
    if (depth < deepest && first === openList) return this.#readList(depth + 1);
    if (depth < deepest && first === openObject) return this.#readObject(depth + 1);
    return this.#parseUntil(this.#findEnd(this.bytes.length) ?? this.bytes.length);
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.bytes.length) throw new SyntaxError(`unexpected text at ${this.#at}`);
  }

  async #readList(depth: number): Promise<unknown[]> {
    const values: unknown[] = [];
    this.#take(openList);
    if (this.#takeIf(closeList)) return values;
    do {
      for (const value of await this.#readRun(depth)) values.push(value);
    } while (this.#takeIf(comma));
    this.#take(closeList);
    return values;
  }

  /** As many neighbors as fit a slice, parsed together, or one that doesn't fit. */
  async #readRun(depth: number): Promise<unknown[]> {
    this.#skipSpace();
    const from = this.#at;
    let end: number | undefined;
    for (;;) {
      const next = this.#findEnd(from + this.maxBytes);
      if (next === undefined) break;
      if (next === this.#at) throw new SyntaxError(`no value at ${next}`);
      end = next;
      this.#at = next;
      this.#skipSpace();
      if (this.bytes[this.#at] !== comma) break;
      this.#at += 1;
      this.#skipSpace();
    }
    this.#at = from;
    if (end === undefined) return [await this.readValue(depth)];
    // Sound: the text is that of a list.
    return (await this.#parseUntil(end, (text) => `[${text}]`)) as unknown[];
  }

  async #readObject(depth: number): Promise<object> {
    const fields: [string, unknown][] = [];
    this.#take(openObject);
    if (this.#takeIf(closeObject)) return {};
    do {
      this.#skipSpace();
      if (this.bytes[this.#at] !== quote) throw new SyntaxError(`no name at ${this.#at}`);
      // Sound: what begins with a quote is text or no JSON.
      const name = (await this.#parseUntil(this.#findEndOfText(this.#at))) as string;
      this.#take(colon);
      fields.push([name, await this.readValue(depth)]);
    } while (this.#takeIf(comma));
    this.#take(closeObject);
    return Object.fromEntries(fields);
  }

  async #parseUntil(end: number, toText = (text: string) => text): Promise<unknown> {
    const value: unknown = JSON.parse(toText(this.bytes.toString("utf8", this.#at, end)));
    this.#at = end;
    if (end - this.#from >= this.maxBytes) {
      await yieldThread();
      this.#from = end;
    }
    return value;
  }

  /** Undefined if the value doesn't end before `limit`. */
  #findEnd(limit: number): number | undefined {
    const most = Math.min(limit, this.bytes.length);
    let depth = 0;
    for (let at = this.#at; at < most; at++) {
      const byte = this.bytes[at];
      if (byte === quote) at = this.#findEndOfText(at) - 1;
      else if (byte === openList || byte === openObject) depth += 1;
      else if (byte === closeList || byte === closeObject) depth -= 1;
      else if (depth > 0 || (byte !== comma && byte !== colon)) continue;
      else return at;
      if (depth < 0) return at;
      if (depth === 0) return at + 1;
    }
    return most === this.bytes.length ? most : undefined;
  }

  #findEndOfText(from: number): number {
    let at = from + 1;
    while (at < this.bytes.length && this.bytes[at] !== quote) at += this.bytes[at] === backslash ? 2 : 1;
    return Math.min(at + 1, this.bytes.length);
  }

  #skipSpace(): void {
    while (isSpace(this.bytes[this.#at])) this.#at += 1;
  }

  #takeIf(byte: number): boolean {
    this.#skipSpace();
    if (this.bytes[this.#at] !== byte) return false;
    this.#at += 1;
    return true;
  }

  #take(byte: number): void {
    if (!this.#takeIf(byte)) throw new SyntaxError(`unexpected text at ${this.#at}`);
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
