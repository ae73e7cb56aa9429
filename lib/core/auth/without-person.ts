import "server-only";
import type { Actor } from "./actor";

const personal = ["id", "email", "name", "memberId", "session"] as const;

/** What an actor may see depends on this alone, and not on who they are. */
export function toStanding({ persona, workspaceIds, isReadOnly, scopes }: Actor) {
  return { persona, workspaceIds, isReadOnly, ...(scopes && { scopes }) };
}

/** An actor of the same standing whose email or ID fails when it's asked for. */
export function withoutPerson(actor: Actor): Actor {
  const standing = toStanding(actor);
  for (const name of personal)
    Object.defineProperty(standing, name, {
      get: () => {
        throw new Error(`An answer for everyone of a standing asked for the person's ${name}.`);
      },
    });
  return standing as Actor; // Sound: it has every field, and those of the person fail.
}
