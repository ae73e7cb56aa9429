import "server-only";
import { z } from "zod";

const toleranceSeconds = 60;
const times = z.object({ auth_time: z.number(), iat: z.number() });

/**
 * When the person confirmed their identity, in seconds since 1970: now for a persona, else the time in the signed ID
 * token. If the provider never sends one, only the start of the session counts. The provider's clock may be off, so the
 * age between its two times counts, and the older of two answers is believed.
 */
export function toAuthTime(type: string, claims: unknown, nowMs = Date.now()): number | null {
  const now = Math.floor(nowMs / 1000);
  if (type === "credentials") return now;
  if (toTime(claims) === undefined) return now;
  const { data } = times.safeParse(claims);
  if (!data) return null;
  const age = data.iat - data.auth_time;
  // No one signs in after the token that reports it.
  if (age < -toleranceSeconds) return null;
  return Math.min(data.auth_time, now - Math.max(0, age));
}

function toTime(claims: unknown): unknown {
  return typeof claims === "object" && claims !== null && "auth_time" in claims
    ? claims.auth_time
    : undefined;
}
