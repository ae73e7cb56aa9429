import "server-only";
import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createDeflateRaw } from "node:zlib";
import {
  addCrc,
  type Member,
  methods,
  sizes,
  toDescriptor,
  toDirectory,
  toEnd,
  toLocalHeader,
} from "./zip-layout";

export type PackFile = { path: string; bytes: number; sha256: string; packedSha256: string };
type Piece = string | Uint8Array;
type Part = { path: string; pieces: AsyncIterable<Piece> | Iterable<Piece> };
type Written = { member: Member; file: PackFile };

/**
 * Compressed while it is read, so that memory doesn't depend on the size, and outside of this thread. `toLast` makes the
 * last file, which speaks of those before.
 */
export async function* toArchive(
  parts: readonly Part[],
  toLast: (files: PackFile[]) => Part,
): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  for (const part of parts) written.push(yield* addPart(part, methods.deflated, toNextOffset(written)));
  // The manifest is stored uncompressed, because its own bytes are what is signed.
  const last = toLast(written.map(({ file }) => file));
  written.push(yield* addPart(last, methods.stored, toNextOffset(written)));
  const directory = toDirectory(written.map(({ member }) => member));
  yield directory;
  yield toEnd(written.length, directory.length, toNextOffset(written));
}

function toNextOffset(written: readonly Written[]): number {
  const last = written.at(-1)?.member;
  return last ? last.offset + toLocalHeader(last).length + last.packed + sizes.descriptor : 0;
}

async function* addPart(
  { path, pieces }: Part,
  method: number,
  offset: number,
): AsyncGenerator<Uint8Array, Written> {
  const [plain, packed] = [new Sum(), new Sum()];
  const source = plain.watch(toBytes(pieces));
  yield toLocalHeader({ path, method });
  yield* packed.watch(method === methods.deflated ? deflate(source) : source);
  const member = { path, method, crc: plain.crc, packed: packed.bytes, bytes: plain.bytes, offset };
  yield toDescriptor(member);
  const file = { path, bytes: plain.bytes, sha256: plain.toSha256(), packedSha256: packed.toSha256() };
  return { member, file };
}

async function* toBytes(pieces: Part["pieces"]): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}

function deflate(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // An error reaches whoever reads it, so nothing is left to do here.
  return pipeline(Readable.from(source), createDeflateRaw({ level: 6 }), () => {});
}

/** Counts and hashes bytes as they pass. */
class Sum {
  readonly #hash = createHash("sha256");
  bytes = 0;
  crc = 0;

  async *watch(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.#hash.update(piece);
      this.bytes += piece.length;
      this.crc = addCrc(this.crc, piece);
      yield piece;
    }
  }

  toSha256(): string {
    return this.#hash.digest("hex");
  }
}
