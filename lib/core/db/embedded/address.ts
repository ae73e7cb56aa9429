import "server-only";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { ClientConfig } from "pg";
import { AppError } from "@/lib/core/errors/errors";

const socketName = ".s.PGSQL.5432";
const maxAddressBytes = 100;

/**
 * Uses the database's folder or, if its path is too long for a socket, a folder that only this user can enter.
 * @throws AppError store_unavailable if another user owns that folder
 */
export function toAddress(folder: string): string {
  const path = realpathSync(folder);
  const digest = createHash("sha256").update(path).digest("hex").slice(0, 32);
  if (process.platform === "win32") return `\\\\.\\pipe\\castellan-sql-${digest}`;
  const inside = join(path, socketName);
  if (Buffer.byteLength(inside) <= maxAddressBytes) return inside;
  return join(createPrivate(join(tmpdir(), `castellan-sql-${digest}`)), socketName);
}

function createPrivate(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0)
    throw new AppError("store_unavailable", `${folder} is needed for a socket, but others can enter it`);
  return folder;
}

/** Connects by a stream, because the driver would otherwise look for a host and a port. */
export function toConnection(address: string): ClientConfig {
  return { user: "postgres", database: "postgres", stream: () => connectTo(address) };
}

function connectTo(address: string): Socket {
  const socket = new Socket();
  const connect = socket.connect.bind(socket);
  return Object.assign(socket, { connect: () => connect({ path: address }) });
}
