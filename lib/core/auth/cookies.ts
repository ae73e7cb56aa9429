import "server-only";
import type { CookiesOptions } from "next-auth";

const handshakeSeconds = 15 * 60;
/** Browsers keep no cookie for longer. */
const deviceSeconds = 400 * 24 * 3_600;

type CookieKey = keyof CookiesOptions | "device";

const cookieNames = {
  sessionToken: "session",
  callbackUrl: "callback-url",
  csrfToken: "csrf-token",
  pkceCodeVerifier: "pkce",
  state: "state",
  nonce: "nonce",
  device: "device",
} satisfies Record<CookieKey, string>;

/** `__Host-` makes browsers refuse a cookie that another host or plain HTTP has set. */
export function toCookie(key: CookieKey, isSecure: boolean) {
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

/** The device cookie as a `Set-Cookie` header, because next-auth writes only its own cookies. */
export function toDeviceCookie(value: string, isSecure: boolean): string {
  const { name, options } = toCookie("device", isSecure);
  const secure = options.secure ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${deviceSeconds}; HttpOnly${secure}; SameSite=Lax`;
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
