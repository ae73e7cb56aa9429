import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { link, realpath, rename, stat, unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "@/lib/core/errors/errors";

export type FolderLock = { release: () => Promise<void> };

const maxAddressBytes = 100;
const settleMs = 100;
const maxAttempts = 8;
const withoutSockets = ["EOPNOTSUPP", "ENOTSUP", "ENOSYS", "EPERM", "EINVAL", "EMLINK"];

/**
 * Makes this process the folder's only user. The lock is a listening socket: the kernel drops it with the process, it
 * works between containers that share a volume, and a busy process doesn't look dead.
 * @throws AppError store_unavailable if another process holds the folder or it isn't writable
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = await realpath(folder);
  const digest = createHash("sha256").update(path).digest("hex").slice(0, 32);
  try {
    if (process.platform === "win32") return await lockPipe(`\\\\.\\pipe\\castellan-${digest}`, folder);
    const inside = join(path, "castellan.lock");
    const outside = join(tmpdir(), `castellan-${digest}`);
    if (Buffer.byteLength(`${inside}.12345678`) > maxAddressBytes) return await lockSocket(outside, folder);
    return await lockSocket(inside, folder).catch((cause) => {
      if (!withoutSockets.includes(cause.code)) throw cause;
      return lockSocket(outside, folder);
    });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const code = cause instanceof Error && "code" in cause ? cause.code : cause;
    throw new AppError("store_unavailable", `DATA_DIR ${folder} cannot be written: ${code}`, { cause });
  }
}

async function lockPipe(name: string, folder: string): Promise<FolderLock> {
  const server = await listen(name).catch((cause) => {
    throw cause.code === "EADDRINUSE" ? toInUse(folder) : cause;
  });
  return { release: () => closeServer(server) };
}

/** The socket listens under its own name before `link` gives it the lock's name, which only one process can get. */
async function lockSocket(base: string, folder: string): Promise<FolderLock> {
  const name = `${base}.sock`;
  const ownName = `${base}.${randomBytes(4).toString("hex")}`;
  const server = await listen(ownName);
  try {
    const own = await getIdentity(ownName);
    if (own === undefined)
      throw new AppError("store_unavailable", `the lock of ${folder} was removed from outside`);
    await claim(name, ownName, folder);
    await pause(settleMs);
    if ((await getIdentity(name)) !== own) throw toInUse(folder);
    return { release: () => release(server, name, own) };
  } catch (cause) {
    await closeServer(server);
    throw cause;
  } finally {
    await unlink(ownName).catch(() => {}); // Closing the server has already removed it.
  }
}

async function claim(name: string, ownName: string, folder: string): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (await linked(ownName, name)) return;
    const found = await getIdentity(name);
    if (found === undefined) continue;
    if (await isAnswering(name)) throw toInUse(folder);
    await removeDead(name, found);
  }
  throw toInUse(folder);
}

/** Moves the dead socket away and checks what was moved, because another starter may have been faster. */
async function removeDead(name: string, dead: string): Promise<void> {
  const grave = `${name}.${randomBytes(4).toString("hex")}`;
  await rename(name, grave).catch(ignoreMissing);
  const moved = await getIdentity(grave);
  if (moved !== undefined && moved !== dead) await linked(grave, name);
  await unlink(grave).catch(ignoreMissing);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw cause;
  }
}

/** A file system may reuse the inode of a removed file, so the birth time counts too. */
async function getIdentity(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(ignoreMissing);
  return found && `${found.ino}:${found.mtimeNs}`;
}

/** The kernel accepts for a listener, however busy it is, so only a refusal proves that no one is left. */
function isAnswering(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(name);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", (cause: NodeJS.ErrnoException) =>
      resolve(cause.code !== "ECONNREFUSED" && cause.code !== "ENOENT"),
    );
  });
}

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen({ path: address }, () => resolve(server.unref()));
  });
}

async function release(server: Server, name: string, own: string): Promise<void> {
  if ((await getIdentity(name)) === own) await unlink(name).catch(ignoreMissing);
  await closeServer(server);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function ignoreMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== "ENOENT") throw cause;
  return undefined;
}

function toInUse(folder: string): AppError {
  return new AppError(
    "store_unavailable",
    `DATA_DIR ${folder} is in use by another Castellan process: stop that one, or share a PostgreSQL by DATABASE_URL`,
  );
}
