import "server-only";
import { hkdfSync, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { env } from "@/lib/core/env/env";
import { minSecretLength } from "@/lib/core/env/env-variables";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { forget, processPromise } from "@/lib/core/process/process-singleton";

const secretKey = "session-secret";

export function sessionSecret(): Promise<string> {
  return processPromise(secretKey, async () => {
    if (env.NEXTAUTH_SECRET) return env.NEXTAUTH_SECRET;
    if (env.DATA_DIR === "memory://") return newSecret();
    return keepSecret(env.DATA_DIR);
  });
}

/** The current one, then the one before a rotation, which still opens what it has sealed. */
export async function listSecrets(): Promise<[string, ...string[]]> {
  const { NEXTAUTH_SECRET_PREVIOUS: previous } = env;
  const current = await sessionSecret();
  return previous && previous !== current ? [current, previous] : [current];
}

/** The next caller creates another one. A configured secret stays. */
export async function rotateSecret(): Promise<void> {
  if (env.DATA_DIR !== "memory://") await rm(toPath(env.DATA_DIR), { force: true });
  forget(secretKey);
}

/** At boot. Nothing in the sandbox is worth a secret, and a command with DATABASE_URL has its data elsewhere. */
export function announceSecretPlace(): void {
  if (env.isSandbox || env.NEXTAUTH_SECRET || env.DATABASE_URL) return;
  const path = toPath(resolve(env.DATA_DIR));
  log.warn(
    `the generated secret is beside the database in DATA_DIR, so a copy of the folder has both; to part them, move ${path} elsewhere and set NEXTAUTH_SECRET_FILE to its new path`,
  );
}

export type Purpose =
  | "audit"
  | "client"
  | "envelope"
  | "fingerprint"
  | "operation"
  | "passkey"
  | "unsubscribe";

export function deriveKeyFrom(secret: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `castellan.${purpose}`, 32));
}

/**
 * If several processes try at once, one wins.
 * @throws AppError internal if the stored secret is too short
 */
export async function keepSecret(folder: string): Promise<string> {
  const path = toPath(folder);
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(draft, newSecret(), { mode: 0o600, flag: "wx" });
    // A link is created whole or not at all, and never replaces an existing file.
    await link(draft, path).catch(ignoreExisting);
  } finally {
    await rm(draft, { force: true });
  }
  const secret = (await readFile(path, "utf8")).trim();
  if (secret.length < minSecretLength)
    throw new AppError("internal", `${path} holds fewer than ${minSecretLength} characters`);
  return secret;
}

function toPath(folder: string): string {
  return join(folder, "nextauth-secret");
}

function ignoreExisting(cause: NodeJS.ErrnoException): void {
  if (cause.code !== "EEXIST") throw cause;
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
