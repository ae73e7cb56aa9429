import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import pLimit, { type LimitFunction } from "p-limit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { type Asker, asAsker, keepAnswers } from "./kept-read";
import { toPersonKey } from "./session-limits";

/** Enough for all panels of one page; someone with many pages waits behind themselves. */
const maxAtOnce = 4;
const maxWaiting = 40;

const lines = () => processSingleton("heavy-read-lines", () => new Map<string, LimitFunction>());
const isInside = new AsyncLocalStorage<true>();

/**
 * Bounds how many report reads each person runs at once. Pages and routes call the same read, so both are bounded. A
 * kept answer takes no turn, and neither does a read inside another: waiting for a second turn could last forever.
 * @throws AppError too_many_requests if the line is too long
 */
export function heavyRead<By extends { actor: Actor }, More extends unknown[], Answer>(
  of: Asker,
  read: (by: By, ...more: More) => Promise<Answer>,
): (by: By, ...more: More) => Promise<Answer> {
  const inside = { isInLine: false, read: (by: By, ...more: More) => read(asAsker(of, by), ...more) };
  const inLine = {
    isInLine: true,
    read: (by: By, ...more: More) => takeTurn(by.actor, () => inside.read(by, ...more)),
  };
  return keepAnswers(of, () => (isInside.getStore() ? inside : inLine));
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
