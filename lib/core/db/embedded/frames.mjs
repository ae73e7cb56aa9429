/**
 * The client's half of PostgreSQL's wire protocol 3: https://www.postgresql.org/docs/17/protocol-message-formats.html
 */

const startup = 196_608;
const sslRequest = 80_877_103;
const gssRequest = 80_877_104;
/** PostgreSQL's own limit; anything longer is another protocol. */
const maxStartupBytes = 10_000;
/** Messages after which a client waits: Sync, Query, Flush, CopyDone, CopyFail. */
const awaitsAnswer = new Set([..."SQHcf"].map((letter) => letter.charCodeAt(0)));
const terminate = "X".charCodeAt(0);
const simpleQuery = "Q".charCodeAt(0);
const endsCopy = new Set([..."cf"].map((letter) => letter.charCodeAt(0)));
const copiesFromClient = /^\s*copy\s.*\sfrom\s+stdin\b/is;

/** @typedef {{ kind: "startup" | "encryption" | "copy" | "batch" | "end"; bytes: Buffer }} Frame */

/**
 * Cuts a client's stream into batches that can run as one: everything up to a message that awaits an answer. After a
 * "copy", the client waits until it may send rows; the next batch is all of them.
 */
export class Frames {
  /** @type {Buffer[]} */
  #chunks = [];
  #length = 0;
  #isStarted = false;
  #seen = 0;
  #isCopying = false;

  /** @returns {Frame[]} what is whole with this chunk */
  add(/** @type {Buffer} */ chunk) {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const found = [];
    for (let next = this.#next(); next; next = this.#next()) found.push(next);
    return found;
  }

  /** @returns {Frame | undefined} */
  #next() {
    return this.#isStarted ? this.#nextBatch() : this.#nextStart();
  }

  /** @returns {Frame | undefined} */
  #nextStart() {
    if (this.#length < 8) return undefined;
    const head = this.#peek(0, 8);
    const size = head.readInt32BE(0);
    const code = head.readInt32BE(4);
    if (size > maxStartupBytes) return { kind: "end", bytes: this.#take(this.#length) };
    if (this.#length < size) return undefined;
    if (code === sslRequest || code === gssRequest) return { kind: "encryption", bytes: this.#take(size) };
    // Cancel requests end here too, because a single-threaded engine reads them only when its query is done.
    if (code !== startup) return { kind: "end", bytes: this.#take(this.#length) };
    this.#isStarted = true;
    return { kind: "startup", bytes: this.#take(size) };
  }

  /** @returns {Frame | undefined} */
  #nextBatch() {
    while (this.#length >= this.#seen + 5) {
      const head = this.#peek(this.#seen, 5);
      const [type = 0] = head;
      const end = this.#seen + 1 + head.readInt32BE(1);
      if (this.#length < end) return undefined;
      if (type === terminate) return { kind: "end", bytes: this.#take(this.#length) };
      this.#seen = end;
      if (this.#isCopying ? !endsCopy.has(type) : !awaitsAnswer.has(type)) continue;
      const size = 1 + head.readInt32BE(1);
      const bytes = this.#take(end);
      this.#isCopying = type === simpleQuery && copiesFromClient.test(bytes.toString("utf8", end - size + 5));
      return { kind: this.#isCopying ? "copy" : "batch", bytes };
    }
    return undefined;
  }

  /** Reads a few bytes without joining the chunks of a large message. */
  #peek(/** @type {number} */ from, /** @type {number} */ size) {
    let start = from;
    for (const chunk of this.#chunks) {
      if (start + size <= chunk.length) return chunk.subarray(start, start + size);
      if (start < chunk.length) break;
      start -= chunk.length;
    }
    return this.#join().subarray(from, from + size);
  }

  #take(/** @type {number} */ size) {
    const all = this.#join();
    this.#chunks = size < all.length ? [all.subarray(size)] : [];
    this.#length -= size;
    this.#seen = 0;
    return all.subarray(0, size);
  }

  #join() {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : undefined;
    const joined = all ?? Buffer.concat(this.#chunks, this.#length);
    this.#chunks = [joined];
    return joined;
  }
}

export function readParameter(/** @type {Buffer} */ bytes, /** @type {string} */ name) {
  const parts = bytes.subarray(8).toString("utf8").split("\0");
  const at = parts.findIndex((part, index) => index % 2 === 0 && part === name);
  return at < 0 ? undefined : parts[at + 1];
}
