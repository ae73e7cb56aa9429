import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Actor } from "./actor";

/** The method of the sessions of programs, which identify themselves with an access token. */
export const tokenMethod = "token";

/** The server itself, in the audit log, for what nobody asked for at that moment. */
export const castellan = { email: "castellan", persona: "system", session: null } as const;

/** Whoever runs the server, in the audit log and as the maker of tokens. */
export const operatorName = "operator";

const running = new AsyncLocalStorage<Actor>();

/** Whatever `run` calls is done by this program, and not by whoever a cookie names. */
export function asProgram<Answer>(actor: Actor, run: () => Promise<Answer>): Promise<Answer> {
  return running.run(actor, run);
}

export function currentProgram(): Actor | undefined {
  return running.getStore();
}
