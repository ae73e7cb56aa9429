import "server-only";
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";
import { oncePromise } from "@/lib/once";

/** What sessions are encrypted with: `NEXTAUTH_SECRET`, else one made on first use and kept in `DATA_DIR`. */
export function sessionSecret(): Promise<string> {
  return oncePromise("session-secret", async () => {
    if (env.NEXTAUTH_SECRET) return env.NEXTAUTH_SECRET;
    if (env.DATA_DIR === "memory://") return newSecret();
    return keepSecret(env.DATA_DIR);
  });
}

/** Reads the secret kept in `folder`, or keeps a new one. Of several processes that try at once, one wins. */
export async function keepSecret(folder: string): Promise<string> {
  const path = join(folder, "nextauth-secret");
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(draft, newSecret(), { mode: 0o600, flag: "wx" });
    // A link is made whole or not at all, and never replaces a file that is there.
    await link(draft, path).catch(ignoreExisting);
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(path, "utf8")).trim();
}

function ignoreExisting(cause: NodeJS.ErrnoException): void {
  if (cause.code !== "EEXIST") throw cause;
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
