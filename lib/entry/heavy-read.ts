import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import pLimit, { type LimitFunction } from "p-limit";
import type { Actor } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { processSingleton } from "@/lib/process-singleton";
import { keptRead } from "./kept-read";
import { toPersonKey } from "./session-limits";

/** Enough for all panels of one page; someone with many pages waits behind themselves. */
const maxAtOnce = 4;
const maxWaiting = 40;

const lines = () => processSingleton("heavy-read-lines", () => new Map<string, LimitFunction>());
const isInside = new AsyncLocalStorage<true>();

/**
 * Bounds how many report reads each person runs at once. Pages and routes call the same read, so both are bounded. A
 * kept answer takes no turn.
 * @throws AppError too_many_requests if the line is too long
 */
export function heavyRead<By extends { actor: Actor }, More extends unknown[], Answer>(
  read: (by: By, ...more: More) => Promise<Answer>,
): (by: By, ...more: More) => Promise<Answer> {
  const inLine = keptRead<By, More, Answer>((by, ...more) => takeTurn(by.actor, () => read(by, ...more)));
  // A nested read already has its turn; waiting for a second could last forever.
  return (by, ...more) => (isInside.getStore() ? read(by, ...more) : inLine(by, ...more));
}

async function takeTurn<Answer>(actor: Actor, read: () => Promise<Answer>): Promise<Answer> {
  const key = toPersonKey(actor);
  const line = findLine(key);
  if (line.pendingCount >= maxWaiting)
    throw new AppError("too_many_requests", "too many long reads in line", { retryAfterSeconds: 5 });
  try {
    return await line(() => isInside.run(true, read));
  } finally {
    if (line.activeCount + line.pendingCount === 0) lines().delete(key);
  }
}

function findLine(key: string): LimitFunction {
  const known = lines().get(key) ?? pLimit(maxAtOnce);
  lines().set(key, known);
  return known;
}
