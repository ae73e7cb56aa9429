import "server-only";
import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Actor } from "@/lib/core/auth/session";
import { toStanding, withoutPerson } from "@/lib/core/auth/without-person";
import { database } from "@/lib/core/db/client";
import { getVersion, readVersion } from "@/lib/core/db/version";
import { processSingleton } from "@/lib/core/process/process-singleton";

/** `isInLine` if it waits for a turn. */
type Pending = { version: string; answer: Promise<unknown>; isInLine: boolean };
/** The answer itself: up to Node 24, a kept promise would also keep the request that asked, with all of its memory. */
type Kept = { version: string; value: unknown };
type Answers = { tick: number; pending: Map<string, Pending>; kept: LRUCache<string, Kept> };

/** Answers are dropped after this time, because some compare a date with the clock, such as a key's expiration. */
const keptMs = 20_000;
/** In characters of JSON. */
const maxSize = 16_000_000;

const ofDatabases = () => processSingleton("kept-answers", () => new WeakMap<object, Answers>());

/**
 * Whose question it is: a person's own, or that of everyone who has the same persona and workspaces. An answer for a
 * standing is read without the person: whatever asks for their email or ID fails.
 */
export type Asker = "person" | "standing";
type Read<By, More extends unknown[], Answer> = (by: By, ...more: More) => Promise<Answer>;

/**
 * Answers again what it has answered the same asker, as long as nothing was written to the database. `more` must be
 * JSON, and the answer must not depend on anything but the database, the asker, and `more`.
 */
export function keptRead<By extends { actor: Actor }, More extends unknown[], Answer>(
  of: Asker,
  read: Read<By, More, Answer>,
): Read<By, More, Answer> {
  const way = { isInLine: false, read: (by: By, ...more: More) => read(asAsker(of, by), ...more) };
  return keepAnswers(of, () => way);
}

type Way<By, More extends unknown[], Answer> = { isInLine: boolean; read: Read<By, More, Answer> };

/**
 * Like `keptRead`, for what has to know the person before `asAsker` hides them from the read. Who isn't in line has a
 * turn already, so they never wait for an answer that waits for one.
 */
export function keepAnswers<By extends { actor: Actor }, More extends unknown[], Answer>(
  of: Asker,
  findWay: () => Way<By, More, Answer>,
): Read<By, More, Answer> {
  const id = randomUUID();
  return async (by, ...more) => {
    const { isInLine, read } = findWay();
    // A shared clock, so that an answer made of older ones isn't kept longer than they are. A day ends with a tick.
    const tick = Math.floor(Date.now() / keptMs);
    const [answers, version] = [await findAnswers(tick), await getVersion()];
    const asker = of === "person" ? { ...by.actor, session: null } : toStanding(by.actor);
    const key = JSON.stringify([id, tick, asker, more]);
    const ask = () => {
      const answer = read(by, ...more);
      void keep(answers, key, { version, answer, isInLine });
      return answer;
    };
    const known = answers.kept.get(key);
    // Sound, twice: the key holds the ID of this read.
    if (known?.version === version) return known.value as Answer;
    const asked = answers.pending.get(key);
    if (asked?.version !== version || (asked.isInLine && !isInLine)) return ask();
    const answer = asked.answer as Promise<Answer>;
    // Another's failure may be about them, such as too many reads at once.
    return of === "person" ? answer : answer.catch(ask);
  };
}

export function asAsker<By extends { actor: Actor }>(of: Asker, by: By): By {
  return of === "person" ? by : { ...by, actor: withoutPerson(by.actor) };
}

/** Kept answers are dropped with each tick, because nobody asks for those of an earlier one again. */
async function findAnswers(tick: number): Promise<Answers> {
  const db = await database();
  const known = ofDatabases().get(db) ?? { tick, pending: new Map(), kept: new LRUCache({ maxSize }) };
  ofDatabases().set(db, known);
  if (known.tick !== tick) known.kept.clear();
  known.tick = tick;
  return known;
}

/** Known from the start, so that whoever asks meanwhile waits for the same answer. Never rejects. */
async function keep({ pending, kept }: Answers, key: string, entry: Pending): Promise<void> {
  pending.set(key, entry);
  const settled = await measure(entry).catch(() => null);
  // A later question may have replaced it.
  if (pending.get(key) !== entry) return;
  pending.delete(key);
  if (settled) kept.set(key, { version: entry.version, value: settled.value }, { size: settled.size });
}

/** Null if the answer may mix what the database held before and after a write. */
async function measure({ version, answer }: Pending): Promise<{ value: unknown; size: number } | null> {
  const value = await answer;
  const size = Math.max(1, JSON.stringify(value).length);
  return (await readVersion()) === version ? { value, size } : null;
}
