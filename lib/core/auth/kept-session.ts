import "server-only";
import type { ActorSession } from "./actor";

export type KeptSession = {
  sessionId: string | null;
  method: string | null;
  providerAddress: string | null;
  address: string | null;
  authenticatedAt: Date | string | null;
};

export function toKeptSession(session: ActorSession | null) {
  return {
    sessionId: session?.id ?? null,
    ...toKeptSignIn(session),
    address: session?.address ?? null,
    authenticatedAt: session?.authenticatedAt ?? null,
  };
}

export function toKeptSignIn(session: ActorSession | null) {
  return { method: session?.method ?? null, providerAddress: session?.providerAddress ?? null };
}

export function fromKeptSession(kept: KeptSession): ActorSession | null {
  const { sessionId: id, method, providerAddress, address, authenticatedAt } = kept;
  if (id === null || method === null || address === null) return null;
  return {
    id,
    method,
    providerAddress,
    address,
    authenticatedAt: authenticatedAt === null ? null : new Date(authenticatedAt),
  };
}
