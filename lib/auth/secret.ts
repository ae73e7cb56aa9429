import "server-only";
import { hkdfSync, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";
import { leastSecretLength } from "@/lib/env-variables";
import { AppError } from "@/lib/errors";
import { forget, oncePromise } from "@/lib/once";

const secretKey = "session-secret";

/** The secret of this installation: `NEXTAUTH_SECRET`, else one made on first use and kept in `DATA_DIR`. */
export function sessionSecret(): Promise<string> {
  return oncePromise(secretKey, async () => {
    if (env.NEXTAUTH_SECRET) return env.NEXTAUTH_SECRET;
    if (env.DATA_DIR === "memory://") return newSecret();
    return keepSecret(env.DATA_DIR);
  });
}

/** Forgets the secret kept in `DATA_DIR`; the next one who needs it makes another. One that is given stays. */
export async function rotateSecret(): Promise<void> {
  if (env.DATA_DIR !== "memory://") await rm(toPath(env.DATA_DIR), { force: true });
  forget(secretKey);
}

type Purpose = "audit" | "envelope" | "fingerprint" | "operation" | "passkey";

/** A key for one purpose. Keys of different purposes say nothing about each other, nor about the secret. */
export async function deriveKey(purpose: Purpose): Promise<Buffer> {
  return deriveKeyFrom(await sessionSecret(), purpose);
}

/** As `deriveKey`, from a secret of former times. */
export function deriveKeyFrom(secret: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `castellan.${purpose}`, 32));
}

/**
 * Reads the secret kept in `folder`, or keeps a new one. Of several processes that try at once, one wins.
 * @throws AppError internal if somebody has put a short one there
 */
export async function keepSecret(folder: string): Promise<string> {
  const path = toPath(folder);
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(draft, newSecret(), { mode: 0o600, flag: "wx" });
    // A link is made whole or not at all, and never replaces a file that is there.
    await link(draft, path).catch(ignoreExisting);
  } finally {
    await rm(draft, { force: true });
  }
  const secret = (await readFile(path, "utf8")).trim();
  if (secret.length < leastSecretLength)
    throw new AppError("internal", `${path} holds fewer than ${leastSecretLength} characters`);
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
