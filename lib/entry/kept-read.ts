import "server-only";
import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Actor } from "@/lib/auth/session";
import { toStanding, withoutPerson } from "@/lib/auth/without-person";
import { database } from "@/lib/db/client";
import { getVersion, readVersion } from "@/lib/db/version";
import { processSingleton } from "@/lib/process-singleton";

/** `isInLine` until it is settled, if it waits for a turn. */
type Kept = { version: string; answer: Promise<unknown>; isInLine: boolean };
type Answers = LRUCache<string, Kept>;

/** How late an answer may notice that time passed, such as the end of a key. */
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
    const [answers, version] = [await findAnswers(), await getVersion()];
    const asker = of === "person" ? { ...by.actor, session: null } : toStanding(by.actor);
    // A shared clock, so that an answer made of older ones isn't kept longer than they are. A day ends with a tick.
    const tick = Math.floor(Date.now() / keptMs);
    const key = JSON.stringify([id, tick, asker, more]);
    const ask = () => {
      const answer = read(by, ...more);
      void keep(answers, key, { version, answer, isInLine });
      return answer;
    };
    const known = answers.get(key);
    if (known?.version !== version || (known.isInLine && !isInLine)) return ask();
    // Sound: the key holds the ID of this read.
    const answer = known.answer as Promise<Answer>;
    // Another's failure may be about them, such as too many reads at once.
    return of === "person" ? answer : answer.catch(ask);
  };
}

export function asAsker<By extends { actor: Actor }>(of: Asker, by: By): By {
  return of === "person" ? by : { ...by, actor: withoutPerson(by.actor) };
}

async function findAnswers(): Promise<Answers> {
  const db = await database();
  const known = ofDatabases().get(db) ?? new LRUCache({ maxSize, ttl: keptMs });
  ofDatabases().set(db, known);
  return known;
}

/** Kept from the start, so that whoever asks meanwhile waits for the same answer. Never rejects. */
async function keep(answers: Answers, key: string, entry: Kept): Promise<void> {
  answers.set(key, entry, { size: 1 });
  const size = await measure(entry).catch(() => null);
  // A later question may have replaced it.
  if (answers.peek(key) !== entry) return;
  if (size === null) answers.delete(key);
  else answers.set(key, { ...entry, isInLine: false }, { size });
}

/** Null if the answer may mix what the database held before and after a write. */
async function measure({ version, answer }: Kept): Promise<number | null> {
  const size = Math.max(1, JSON.stringify(await answer).length);
  return (await readVersion()) === version ? size : null;
}
