import "server-only";
import type { ActorSession } from "./actor";

export type KeptSession = {
  sessionId: string | null;
  method: string | null;
  address: string | null;
  authenticatedAt: Date | string | null;
};

export function toKeptSession(session: ActorSession | null) {
  return {
    sessionId: session?.id ?? null,
    method: session?.method ?? null,
    address: session?.address ?? null,
    authenticatedAt: session?.authenticatedAt ?? null,
  };
}

export function fromKeptSession(kept: KeptSession): ActorSession | null {
  const { sessionId: id, method, address, authenticatedAt } = kept;
  if (id === null || method === null || address === null) return null;
  return {
    id,
    method,
    address,
    authenticatedAt: authenticatedAt === null ? null : new Date(authenticatedAt),
  };
}
