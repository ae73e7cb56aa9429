import "server-only";
import { readFile, stat } from "node:fs/promises";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { once } from "@/lib/once";
import { sandboxKey } from "@/lib/sandbox/transport";

type KeyOnDisk = { modifiedMs: number; key: string };

/** The key to send now. A key file is read again when it changed, so that rotation needs no restart. */
export async function getAdminKey(): Promise<string> {
  if (env.ANTHROPIC_ADMIN_KEY) return env.ANTHROPIC_ADMIN_KEY;
  if (!env.ANTHROPIC_ADMIN_KEY_FILE) return sandboxKey;
  return readKeyFile(env.ANTHROPIC_ADMIN_KEY_FILE);
}

async function readKeyFile(path: string): Promise<string> {
  const cached = once("admin-key-file", (): { read?: KeyOnDisk } => ({}));
  try {
    const { mtimeMs } = await stat(path);
    if (cached.read?.modifiedMs !== mtimeMs)
      cached.read = { modifiedMs: mtimeMs, key: (await readFile(path, "utf8")).trim() };
    return cached.read.key;
  } catch (cause) {
    throw new AppError("key_rejected", "ANTHROPIC_ADMIN_KEY_FILE cannot be read", { cause });
  }
}
