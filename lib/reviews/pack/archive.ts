import "server-only";
import { createHash } from "node:crypto";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { yieldThread } from "@/lib/yield-thread";
import { fixedTime } from "./zip-layout";

export type PackFile = { path: string; bytes: number; sha256: string; packedSha256: string };
type Part = { path: string; pieces: AsyncIterable<string | Uint8Array> | Iterable<string> };

/**
 * Compressed while it is read, so that memory doesn't depend on the size. `toLast` makes the last file, which speaks of
 * those before.
 */
export async function* toArchive(
  parts: readonly Part[],
  toLast: (files: PackFile[]) => Part,
): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    packed.push(piece);
  });
  const files: PackFile[] = [];
  for (const part of parts) {
    const entry = new ZipDeflate(part.path, { level: 6 });
    files.push(yield* addPart(zip, entry, part, packed));
  }
  // As it is, because its own bytes must be what is signed.
  const last = toLast(files);
  yield* addPart(zip, new ZipPassThrough(last.path), last, packed);
  zip.end();
  yield* packed.splice(0);
}

async function* addPart(
  zip: Zip,
  entry: ZipDeflate | ZipPassThrough,
  { path, pieces }: Part,
  packed: Uint8Array[],
): AsyncGenerator<Uint8Array, PackFile> {
  entry.mtime = fixedTime;
  zip.add(entry);
  const hashes = { plain: createHash("sha256"), packed: createHash("sha256") };
  const emit = entry.ondata;
  entry.ondata = (error, piece, isLast) => {
    hashes.packed.update(piece);
    emit(error, piece, isLast);
  };
  let bytes = 0;
  for await (const piece of pieces) {
    const chunk = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
    hashes.plain.update(chunk);
    bytes += chunk.length;
    entry.push(chunk);
    yield* packed.splice(0);
    await yieldThread();
  }
  entry.push(new Uint8Array(), true);
  yield* packed.splice(0);
  return { path, bytes, sha256: hashes.plain.digest("hex"), packedSha256: hashes.packed.digest("hex") };
}
