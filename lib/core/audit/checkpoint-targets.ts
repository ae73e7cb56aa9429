import "server-only";
import { type FileHandle, open } from "node:fs/promises";
import { env } from "@/lib/core/env/env";
import { type Checkpoint, readCheckpoint } from "./checkpoint";

/** `send` rejects with a reason that contains no secret. */
export type CheckpointTarget = { name: string; send: (checkpoint: Checkpoint) => Promise<void> };

const timeoutMs = 10_000;
const tailBytes = 4_096;

export function listTargets(): CheckpointTarget[] {
  const { AUDIT_CHECKPOINT_FILE: path, AUDIT_CHECKPOINT_URL: url } = env;
  const targets: CheckpointTarget[] = [];
  if (path) targets.push({ name: path, send: (checkpoint) => appendTo(path, checkpoint) });
  // The URL may contain a secret; its origin doesn't.
  if (url) targets.push({ name: new URL(url).origin, send: (checkpoint) => postTo(url, checkpoint) });
  return targets;
}

export async function readLastCheckpoint(
  path: string,
  isWanted: (one: Checkpoint) => boolean,
): Promise<Checkpoint | null> {
  const file = await open(path, "r").catch(() => null);
  if (!file) return null;
  try {
    const lines = (await readTail(file)).split("\n").filter(Boolean);
    for (const line of lines.toReversed()) {
      const found = readCheckpoint(line);
      if (found && isWanted(found)) return found;
    }
    return null;
  } finally {
    await file.close();
  }
}

async function readTail(file: FileHandle): Promise<string> {
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read({
    buffer: Buffer.alloc(tailBytes),
    position: Math.max(0, size - tailBytes),
  });
  return buffer.toString("utf8", 0, bytesRead);
}

async function appendTo(path: string, checkpoint: Checkpoint): Promise<void> {
  const file = await open(path, "a", 0o600);
  try {
    await file.write(`${JSON.stringify(checkpoint)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The operator chose this address, so it may be private; redirect targets may not. */
async function postTo(url: string, checkpoint: Checkpoint): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "Castellan" },
    body: JSON.stringify(checkpoint),
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw new Error(cause instanceof Error && cause.name === "TimeoutError" ? "timeout" : "unreachable");
  });
  await answer.body?.cancel(); // No one reads the body, however long it is.
  if (!answer.ok) throw new Error(`status ${answer.status}`);
}
