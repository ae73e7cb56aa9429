import "server-only";
import { readFile, stat } from "node:fs/promises";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { sandboxKey, sandboxToken } from "@/lib/sandbox/transport";

type SecretOnDisk = { modifiedMs: number; secret: string };

/** A changed key file is read again, so that rotation needs no restart. */
export async function getAdminKey(): Promise<string> {
  if (env.ANTHROPIC_ADMIN_KEY) return env.ANTHROPIC_ADMIN_KEY;
  if (!env.ANTHROPIC_ADMIN_KEY_FILE) return sandboxKey;
  return readSecretFile(env.ANTHROPIC_ADMIN_KEY_FILE, "ANTHROPIC_ADMIN_KEY_FILE");
}

export async function getOauthToken(): Promise<string | null> {
  if (env.isSandbox) return sandboxToken;
  if (env.ANTHROPIC_OAUTH_TOKEN) return env.ANTHROPIC_OAUTH_TOKEN;
  if (!env.ANTHROPIC_OAUTH_TOKEN_FILE) return null;
  return readSecretFile(env.ANTHROPIC_OAUTH_TOKEN_FILE, "ANTHROPIC_OAUTH_TOKEN_FILE");
}

async function readSecretFile(path: string, name: string): Promise<string> {
  const cached = processSingleton(`secret-file ${name}`, (): { path?: string; read?: SecretOnDisk } => ({}));
  try {
    const { mtimeMs } = await stat(path);
    if (cached.path !== path || cached.read?.modifiedMs !== mtimeMs) {
      cached.read = { modifiedMs: mtimeMs, secret: (await readFile(path, "utf8")).trim() };
      cached.path = path;
    }
    return cached.read.secret;
  } catch (cause) {
    throw new AppError("key_rejected", `${name} cannot be read`, { cause });
  }
}
