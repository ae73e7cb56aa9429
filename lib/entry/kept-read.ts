import "server-only";
import { LRUCache } from "lru-cache";
import type { Actor } from "@/lib/auth/session";
import { toDay } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { getVersion, readVersion } from "@/lib/db/version";
import { processSingleton } from "@/lib/process-singleton";

type Answers = LRUCache<string, { version: string; answer: Promise<unknown> }>;

/** How late an answer may notice that time passed, such as the end of a key. */
const keptMs = 20_000;
/** In characters of JSON. */
const maxSize = 16_000_000;

const ofDatabases = () => processSingleton("kept-answers", () => new WeakMap<object, Answers>());
const counter = () => processSingleton("kept-reads", () => ({ reads: 0 }));

/**
 * Answers again what it has answered the same person, as long as nothing was written to the database. `more` must be
 * JSON, and the answer must not depend on anything but the database, the person, and `more`.
 */
export function keptRead<By extends { actor: Actor }, More extends unknown[], Answer>(
  read: (by: By, ...more: More) => Promise<Answer>,
): (by: By, ...more: More) => Promise<Answer> {
  const id = counter().reads++;
  return async (by, ...more) => {
    const [answers, version] = [await findAnswers(), await getVersion()];
    const key = JSON.stringify([id, toDay(new Date()), { ...by.actor, session: null }, more]);
    const known = answers.get(key);
    // Sound: the key holds the ID of this read.
    if (known?.version === version) return known.answer as Promise<Answer>;
    const answer = read(by, ...more);
    void keep(answers, key, version, answer);
    return answer;
  };
}

async function findAnswers(): Promise<Answers> {
  const db = await database();
  const known = ofDatabases().get(db) ?? new LRUCache({ maxSize, ttl: keptMs });
  ofDatabases().set(db, known);
  return known;
}

/** Kept from the start, so that whoever asks meanwhile waits for the same answer. Never rejects. */
async function keep(answers: Answers, key: string, version: string, answer: Promise<unknown>): Promise<void> {
  const entry = { version, answer };
  answers.set(key, entry, { size: 1 });
  const size = await measure(version, answer).catch(() => null);
  // A later question may have replaced it.
  if (answers.peek(key) !== entry) return;
  if (size === null) answers.delete(key);
  else answers.set(key, entry, { size });
}

/** Null if the answer may mix what the database held before and after a write. */
async function measure(version: string, answer: Promise<unknown>): Promise<number | null> {
  const size = Math.max(1, JSON.stringify(await answer).length);
  return (await readVersion()) === version ? size : null;
}
