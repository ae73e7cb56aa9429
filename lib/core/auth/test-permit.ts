import "server-only";
import type { ActorSession } from "./actor";
import type { Permission } from "./permissions";
import { type Permit, permitActor } from "./permit";
import type { Actor } from "./session";
import type { Persona } from "./vocabulary";

export function newActor(persona: Persona, more: Partial<Actor> = {}): Actor {
  const isScoped = persona === "lead" || persona === "member";
  return {
    id: `user_${persona}`,
    email: `${persona}@northwind.example`,
    name: persona,
    memberId: `user_${persona}`,
    persona,
    workspaceIds: isScoped ? [] : null,
    isReadOnly: false,
    session: newSession(),
    ...more,
  };
}

function newSession(): ActorSession {
  return {
    id: "5b0c1f0e-3f51-4c53-9d5b-0d4f4f6f3a10",
    method: "sandbox",
    address: "192.0.2.7",
    authenticatedAt: new Date(),
  };
}

/** Goes through the real permission check: an actor without permission gets none. */
export function permitFor<P extends Permission>(actor: Actor | Persona, permission: P): Permit<P> {
  return permitActor(typeof actor === "string" ? newActor(actor) : actor, permission);
}
