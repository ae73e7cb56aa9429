import "server-only";
import { ReadableStream } from "node:stream/web";

/** How many bytes of JSON may be read and wait to be taken. */
const mostBytes = 8_000_000;

type Read<T> = { found: T } | { cause: unknown };

/** Reads on while earlier values are stored. What was read before a failure isn't lost. */
export class ReadAhead<T> {
  readonly #read: ReadableStream<Read<T>>;

  constructor(source: AsyncGenerator<T>, countBytes: (value: T) => number) {
    this.#read = new ReadableStream<Read<T>>(
      {
        async pull(stream) {
          const next = await source.next().catch((cause: unknown) => ({ cause }));
          if ("cause" in next || !next.done) stream.enqueue("cause" in next ? next : { found: next.value });
          if ("cause" in next || next.done) stream.close();
        },
        cancel: async () => void (await source.return(undefined)),
      },
      {
        highWaterMark: mostBytes,
        size: (read) => ("found" in read ? countBytes(read.found) : 0),
      },
    );
  }

  /** @throws the source's error */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const read of this.#read) {
      if ("cause" in read) throw read.cause;
      yield read.found;
    }
  }

  /** Requests nothing more than what is under way. */
  async stop(): Promise<void> {
    if (!this.#read.locked) await this.#read.cancel();
  }
}
