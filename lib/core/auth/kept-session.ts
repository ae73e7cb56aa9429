import "server-only";
import type { ActorSession } from "./actor";

export type KeptSession = {
  sessionId: string | null;
  method: string | null;
  memberId: string | null;
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
  return {
    method: session?.method ?? null,
    memberId: session?.memberId ?? null,
    providerAddress: session?.providerAddress ?? null,
  };
}

export function fromKeptSession(kept: KeptSession): ActorSession | null {
  const { sessionId: id, method, memberId, providerAddress, address, authenticatedAt } = kept;
  if (id === null || method === null || address === null) return null;
  return {
    id,
    method,
    memberId,
    providerAddress,
    address,
    authenticatedAt: authenticatedAt === null ? null : new Date(authenticatedAt),
  };
}
