import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { cache } from "react";

type Read = () => Promise<unknown>;
type Known = Map<Read, Promise<unknown>>;

const ofDoor = new AsyncLocalStorage<Known>();
/** One map for each page that React renders. Outside of a page it is a new one every time, which remembers nothing. */
const ofPage = cache((): Known => new Map());

/** Reads once for a page or a door, however many parts of it ask. Everywhere else each call reads anew. */
export function perRequest<Answer>(read: () => Promise<Answer>): () => Promise<Answer> {
  return () => {
    const known = ofDoor.getStore() ?? ofPage();
    const answer = known.get(read) ?? read();
    known.set(read, answer);
    return answer as Promise<Answer>; // Sound: only this function keeps what `read` answers.
  };
}

/** For the doors that read: what is remembered in `answer` is forgotten with it. */
export function rememberWithin<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  return ofDoor.run(new Map(), answer);
}
