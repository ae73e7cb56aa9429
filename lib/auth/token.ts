import "server-only";
import type { CookiesOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { sessionSecret } from "./secret";

const handshakeSeconds = 15 * 60;
/** What no setting can exceed. */
const longestSeconds = 7 * 24 * 60 * 60;

/** In seconds since 1970. `seenAt` is when the person last did something. */
const signedIn = { startedAt: z.number(), seenAt: z.number() };
const sessionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), email: z.string().min(1), ...signedIn }),
  z.object({ kind: z.literal("link"), ...signedIn }),
]);

/** All that a cookie says: who signed in and when. What they may do is looked up at every request. */
export type Session = z.infer<typeof sessionSchema>;

export function newSession(who: { kind: "person"; email: string } | { kind: "link" }): Session {
  const now = Date.now() / 1000;
  return { ...who, startedAt: now, seenAt: now };
}

/** The value of the session cookie. */
export async function encodeSession(session: Session): Promise<string> {
  return encode({ token: session, secret: await sessionSecret(), maxAge: longestSeconds });
}

/** The session in a cookie, or null if it is forged or damaged. Whether it still holds is for session.ts to say. */
export async function decodeSession(token: string): Promise<Session | null> {
  const claims = await decode({ token, secret: await sessionSecret() }).catch(() => null);
  return sessionSchema.safeParse(claims).data ?? null;
}

const cookieNames = {
  sessionToken: "session",
  callbackUrl: "callback-url",
  csrfToken: "csrf-token",
  pkceCodeVerifier: "pkce",
  state: "state",
  nonce: "nonce",
} satisfies Record<keyof CookiesOptions, string>;

/** Name and flags of a cookie. `__Host-` makes browsers refuse one that another host or plain http has set. */
export function toCookie(key: keyof CookiesOptions, isSecure: boolean) {
  const isHandshake = key === "pkceCodeVerifier" || key === "state" || key === "nonce";
  return {
    name: `${isSecure ? "__Host-" : ""}castellan.${cookieNames[key]}`,
    options: {
      httpOnly: true,
      sameSite: "lax" as const,
      path: "/",
      secure: isSecure,
      ...(isHandshake && { maxAge: handshakeSeconds }),
    },
  };
}

export function toCookies(isSecure: boolean): CookiesOptions {
  return {
    sessionToken: toCookie("sessionToken", isSecure),
    callbackUrl: toCookie("callbackUrl", isSecure),
    csrfToken: toCookie("csrfToken", isSecure),
    pkceCodeVerifier: toCookie("pkceCodeVerifier", isSecure),
    state: toCookie("state", isSecure),
    nonce: toCookie("nonce", isSecure),
  };
}
