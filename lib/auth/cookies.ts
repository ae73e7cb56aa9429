import "server-only";
import type { CookiesOptions } from "next-auth";

const handshakeSeconds = 15 * 60;

const cookieNames = {
  sessionToken: "session",
  callbackUrl: "callback-url",
  csrfToken: "csrf-token",
  pkceCodeVerifier: "pkce",
  state: "state",
  nonce: "nonce",
} satisfies Record<keyof CookiesOptions, string>;

/** `__Host-` makes browsers refuse a cookie that another host or plain HTTP has set. */
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
