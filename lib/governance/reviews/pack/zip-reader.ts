import "server-only";
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Readable, type Transform } from "node:stream";
import { createInflateRaw } from "node:zlib";
import {
  addCrc,
  type Member,
  methods,
  signatures,
  sizes,
  toDescriptor,
  toDirectory,
  toEnd,
  toLocalHeader,
} from "./zip-layout";

/** Why the bytes are no pack as Castellan makes them. */
export class ZipFault extends Error {}

/** Where a file's bytes are. */
export type ZipEntry = Member & { at: number };

const maxEntries = 50;
const maxDirectoryBytes = 16_384;
const plainName = /^[\w.-]{1,100}$/;
const badList = "The list of files at the end of the zip was changed.";

/**
 * Reads the directory of an archive. Every byte of the file belongs to one entry, and everything around the files is as
 * Castellan writes it, so that no two programs see different contents.
 * @throws ZipFault
 */
export async function listEntries(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  if (size < sizes.end) throw new ZipFault("The file is no zip.");
  const end = await readAt(file, size - sizes.end, sizes.end);
  if (end.readUInt32LE(0) !== signatures.end)
    throw new ZipFault("The file is cut off or has bytes after its end, or it is no zip.");
  const [count, length, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (count > maxEntries || length > maxDirectoryBytes || start + length + sizes.end !== size)
    throw new ZipFault(badList);
  const directory = await readAt(file, start, length);
  const members = readDirectory(directory, count);
  if (!toDirectory(members).equals(directory) || !toEnd(count, length, start).equals(end))
    throw new ZipFault(badList);
  return locate(members, start);
}

function readDirectory(bytes: Buffer, count: number): Member[] {
  const members: Member[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + sizes.directory > bytes.length) throw new ZipFault(badList);
    const nameEnd = at + sizes.directory + bytes.readUInt16LE(at + 28);
    const path = bytes.toString("utf8", at + sizes.directory, nameEnd);
    if (!plainName.test(path))
      throw new ZipFault("In the list of files at the end of the zip, there is a name that no pack has.");
    if (members.some((one) => one.path === path)) throw new ZipFault(`${path} is there twice.`);
    members.push({
      path,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      bytes: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd;
  }
  return members;
}

function locate(members: readonly Member[], start: number): ZipEntry[] {
  let next = 0;
  const entries = members.map((member) => {
    if (member.offset !== next) throw new ZipFault(`Before ${member.path}, there are bytes of no file.`);
    const at = next + sizes.local + Buffer.byteLength(member.path);
    next = at + member.packed + sizes.descriptor;
    return { ...member, at };
  });
  if (next !== start) throw new ZipFault("After the last file, there are bytes of no file.");
  return entries;
}

export type Hashes = { sha256: string; packedSha256: string };

/**
 * Of the bytes as they are packed, and of the file. Stops at once when the file is longer than it says.
 * @throws ZipFault
 */
export async function hashEntry(
  file: FileHandle,
  entry: ZipEntry,
  see: (piece: Buffer) => void = () => {},
): Promise<Hashes> {
  const { path, method, at, packed, bytes, offset, crc } = entry;
  const head = await readAt(file, offset, at - offset);
  const tail = await readAt(file, at + packed, sizes.descriptor);
  if (!head.equals(toLocalHeader(entry)) || !tail.equals(toDescriptor(entry)))
    throw new ZipFault(`${path} was changed: what the zip says about it doesn't fit.`);
  const hashes = { plain: createHash("sha256"), packed: createHash("sha256") };
  const source = Readable.from(readPieces(file, at, packed, (piece) => hashes.packed.update(piece)));
  let [found, sum] = [0, 0];
  for await (const piece of unpack(source, path, method === methods.stored)) {
    found += piece.length;
    if (found > bytes) throw new ZipFault(`${path} was changed: it is longer than the zip says.`);
    sum = addCrc(sum, piece);
    hashes.plain.update(piece);
    see(piece);
  }
  if (found !== bytes || sum !== crc)
    throw new ZipFault(`${path} was changed: it isn't what the zip says about it.`);
  return { sha256: hashes.plain.digest("hex"), packedSha256: hashes.packed.digest("hex") };
}

async function* unpack(source: Readable, path: string, isStored: boolean): AsyncGenerator<Buffer> {
  if (isStored) return yield* source;
  const inflated: Transform = source.pipe(createInflateRaw());
  source.on("error", (cause: Error) => inflated.destroy(cause));
  try {
    yield* inflated;
  } catch (cause) {
    throw new ZipFault(`${path} was changed: it can't be unpacked.`, { cause });
  } finally {
    source.destroy();
  }
}

const pieceBytes = 65_536;

async function* readPieces(file: FileHandle, at: number, length: number, see: (piece: Buffer) => void) {
  for (let done = 0; done < length; done += pieceBytes) {
    const piece = await readAt(file, at + done, Math.min(pieceBytes, length - done));
    see(piece);
    yield piece;
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead !== length) throw new ZipFault("The zip is cut off.");
  return bytes;
}
