import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Actor } from "@/lib/core/auth/session";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { Turns } from "@/lib/core/process/turns";
import { type Asker, asAsker, keepAnswers } from "./kept-read";
import { toPersonKey } from "./session-limits";

/** Enough for all panels of one page; someone with many pages waits behind themselves. */
const most = { ofKey: 4, waiting: 40 };

const lines = () => processSingleton("heavy-read-lines", () => new Turns(most));
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

/** @throws AppError too_many_requests if the line is too long */
export function takeTurn<Answer>(actor: Actor, read: () => Promise<Answer>): Promise<Answer> {
  return lines().run(toPersonKey(actor), () => isInside.run(true, read));
}
