import "server-only";
import { randomBytes } from "node:crypto";
import type { NextRequest } from "next/server";
import { getLocale, readLocaleCookie } from "@/i18n/locale";
import { toCookie, toDeviceCookie } from "./cookies";
import type { SignInSteps } from "./options";
import { isSecure } from "./origin";

const form = /^[\w-]{43}$/;

/**
 * Returns the cookie by which this browser's next sign-in is recognized. It gives no access: without it, a sign-in is
 * only recorded as one from a new device. Several people can share a browser, and each of them is recognized by it.
 */
export async function recognize(
  { headers, cookies }: NextRequest,
  token: string,
  noteSignIn: SignInSteps["noteSignIn"],
): Promise<string> {
  const { name } = toCookie("device", isSecure(headers));
  const known = cookies.get(name)?.value ?? "";
  const device = form.test(known) ? known : randomBytes(32).toString("base64url");
  const locale = getLocale(readLocaleCookie(cookies), headers.get("accept-language"));
  await noteSignIn({ token, device, locale });
  return toDeviceCookie(device, isSecure(headers));
}
