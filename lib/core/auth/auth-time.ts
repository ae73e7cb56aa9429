import "server-only";
import { z } from "zod";
import type { ProviderTime } from "@/lib/core/db/access-tables";

const toleranceSeconds = 60;
const times = z.object({ auth_time: z.number(), iat: z.number() });
/** No database keeps a NUL in a text. */
const storable = /^[^\0]*$/;
const signed = z.object({
  auth_time: z.unknown().optional(),
  iat: z.number().nullable().catch(null),
  acr: z.string().max(400).regex(storable).nullable().catch(null),
  amr: z.array(z.string().max(100).regex(storable)).max(50).catch([]),
});

/** What a sign-in proves, and how: when the person confirmed their identity, and when that was signed, in seconds since 1970. */
export type SignInProof = {
  authTime: number | null;
  issuedAt: number | null;
  providerTime: ProviderTime | null;
  acr: string | null;
  amr: string[];
};

/** A persona has just signed in. From a provider, only what its signed ID token says counts. */
export function toSignInProof(type: string, claims: unknown, nowMs = Date.now()): SignInProof {
  const now = Math.floor(nowMs / 1000);
  if (type === "credentials") return { authTime: now, issuedAt: now, providerTime: null, acr: null, amr: [] };
  const { auth_time, iat, acr, amr } = signed.parse(Object(claims));
  const authTime = toAuthTime(claims, now);
  return { authTime, issuedAt: iat, providerTime: toProviderTime(auth_time), acr, amr };
}

/** `claims.ts` leaves out the time of a provider that can't send it, and sets null for one that could. */
function toProviderTime(authTime: unknown): ProviderTime {
  if (authTime === undefined) return "never";
  return authTime === null ? "withheld" : "sent";
}

/**
 * The provider's clock may be off, so the age between its two times counts, and the older of two answers is believed.
 * Null without a time: to open a session proves nothing about who is at the browser.
 */
function toAuthTime(claims: unknown, now: number): number | null {
  const { data } = times.safeParse(claims);
  if (!data) return null;
  const age = data.iat - data.auth_time;
  // No one signs in after the token that reports it.
  if (age < -toleranceSeconds) return null;
  return Math.min(data.auth_time, now - Math.max(0, age));
}
