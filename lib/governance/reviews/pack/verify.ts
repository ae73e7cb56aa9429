import "server-only";
import { type FileHandle, open } from "node:fs/promises";
import { type Manifest, manifestPath, readManifest } from "./manifest";
import { hashEntry, listEntries, type ZipEntry, ZipFault } from "./zip-reader";

/** `faults` is empty if the pack is as it was signed. */
export type PackReport = { faults: string[]; manifest: Manifest | null };

type SignedFile = Manifest["files"][number];

const maxManifestBytes = 65_536;

/** Needs neither the database nor a secret, and no more memory for a large pack than for a small one. */
export async function verifyPack(path: string, publicKey?: string): Promise<PackReport> {
  const file = await open(path, "r");
  try {
    const entries = await listEntries(file);
    const last = entries.find((entry) => entry.path === manifestPath);
    if (!last) return refuse(`${manifestPath} is missing.`);
    if (last.bytes > maxManifestBytes) return refuse(`${manifestPath} is too long.`);
    const pieces: Buffer[] = [];
    await hashEntry(file, last, (piece) => pieces.push(piece));
    const read = readManifest(Buffer.concat(pieces).toString("utf8"));
    if (!read) return refuse(`${manifestPath} is not one of this version, or was changed.`);
    const { manifest, isSigned } = read;
    const faults = [
      ...(isSigned ? [] : [`${manifestPath} was changed: its signature doesn't fit.`]),
      ...(publicKey === undefined || publicKey === manifest.publicKey
        ? []
        : ["The pack was signed with a different key than the one you passed."]),
      ...judgeList(entries, manifest),
      ...judgePopulation(manifest),
    ];
    for (const entry of entries) {
      const signed = manifest.files.find((one) => one.path === entry.path);
      if (!signed) continue;
      const fault = await judgeFile(file, entry, signed);
      if (fault) faults.push(fault);
    }
    return { faults, manifest };
  } catch (cause) {
    if (cause instanceof ZipFault) return refuse(cause.message);
    throw cause;
  } finally {
    await file.close();
  }
}

function refuse(fault: string): PackReport {
  return { faults: [fault], manifest: null };
}

/** A file whose length differs from the signed one isn't unpacked, however long it claims to be. */
async function judgeFile(file: FileHandle, entry: ZipEntry, signed: SignedFile): Promise<string | null> {
  if (entry.bytes !== signed.bytes)
    return `${signed.path} was changed: it has ${entry.bytes} bytes, but ${signed.bytes} were signed.`;
  try {
    const { sha256, packedSha256 } = await hashEntry(file, entry);
    if (sha256 !== signed.sha256)
      return `${signed.path} was changed: its SHA-256 is ${sha256}, but ${signed.sha256} was signed.`;
    return packedSha256 === signed.packedSha256 ? null : `${signed.path} was packed again.`;
  } catch (cause) {
    if (cause instanceof ZipFault) return cause.message;
    throw cause;
  }
}

function judgeList(entries: readonly ZipEntry[], { files }: Manifest): string[] {
  const found = entries.map(({ path }) => path);
  const signed = [...files.map(({ path }) => path), manifestPath];
  const missing = signed.filter((path) => !found.includes(path)).map((path) => `${path} is missing.`);
  const added = found.filter((path) => !signed.includes(path)).map((path) => `${path} was added.`);
  if (missing.length > 0 || added.length > 0) return [...missing, ...added];
  const isInOrder = signed.every((path, index) => path === found[index]);
  return isInOrder ? [] : ["The files were put in another order."];
}

function judgePopulation({ population: { frozen, found } }: Manifest): string[] {
  if (frozen === found) return [];
  return ["The population was changed in the database between the start of the review and the pack."];
}
