import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { cache } from "react";

type Read = () => Promise<unknown>;
type Known = Map<Read, Promise<unknown>>;

const ofRoute = new AsyncLocalStorage<Known>();
/** One map per rendered page. Outside a page it is new each time, which remembers nothing. */
const ofPage = cache((): Known => new Map());

/** Reads once per page or route, however many parts ask. Elsewhere, every call reads. */
export function perRequest<Answer>(read: () => Promise<Answer>): () => Promise<Answer> {
  return () => {
    const known = ofRoute.getStore() ?? ofPage();
    const answer = known.get(read) ?? read();
    known.set(read, answer);
    return answer as Promise<Answer>; // Sound: only this function keeps what `read` answers.
  };
}

/** For routes that read: the memory ends with `answer`. */
export function rememberWithin<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  return ofRoute.run(new Map(), answer);
}
