import "server-only";
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

type DiskFault = "full" | "read_only" | "missing" | "failed";
/** `freeBytes` is null if the disk doesn't say. */
export type Disk = { fault: DiskFault | null; freeBytes: number | null };

export const diskSentences: Record<DiskFault, string> = {
  full: "the disk of DATA_DIR is full",
  read_only: "the disk of DATA_DIR can only be read",
  missing: "DATA_DIR is gone",
  failed: "the disk of DATA_DIR cannot be written",
};

/** The embedded database writes its log in files of this size, and gives up if it can't create the next one. */
const neededBytes = 16 * 2 ** 20;
const trialBytes = 65_536;
const patienceMs = 2_000;
const faults: Record<string, DiskFault> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EROFS: "read_only",
  ENOENT: "missing",
  EIO: "failed",
};

/**
 * The disk of a folder, and what is wrong with it. `isTried`: also writes a small file, because a quota or a broken disk
 * shows only then. Never throws, and doesn't wait for a network disk that hangs.
 */
export async function readDisk(folder: string, { isTried }: { isTried: boolean }): Promise<Disk> {
  const late = pause<Disk>(patienceMs, { fault: "failed", freeBytes: null }, { ref: false });
  return Promise.race([look(folder, isTried), late]);
}

async function look(folder: string, isTried: boolean): Promise<Disk> {
  const freeBytes = await readFreeBytes(folder).catch(() => null);
  const fault = await access(folder, constants.W_OK)
    .then(() => (isTried ? tryToWrite(folder) : undefined))
    .then(() => null, toFault);
  const isFull = freeBytes !== null && freeBytes < neededBytes;
  return { fault: fault ?? (isFull ? "full" : null), freeBytes };
}

async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function tryToWrite(folder: string): Promise<void> {
  const name = join(folder, `castellan.trial.${randomBytes(4).toString("hex")}`);
  try {
    await writeFile(name, Buffer.alloc(trialBytes), { flag: "wx", mode: 0o600, flush: true });
  } finally {
    await rm(name, { force: true });
  }
}

/** Missing permissions aren't a fault of the disk. */
function toFault(cause: unknown): DiskFault | null {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return faults[code] ?? null;
}
