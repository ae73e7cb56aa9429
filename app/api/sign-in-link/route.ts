import { type NextRequest, NextResponse } from "next/server";
import { type Attempt, isLimited, recordAttempt } from "@/lib/auth/attempts";
import { getClientAddress } from "@/lib/auth/client-address";
import { getOrigin, isSecure } from "@/lib/auth/origin";
import { consumeSignInLink, createLinkCookie } from "@/lib/auth/sign-in-link";

export async function GET(request: NextRequest): Promise<Response> {
  const origin = getOrigin(request.headers);
  const refuse = (error: string) => NextResponse.redirect(`${origin}/sign-in?error=${error}`, 303);
  const attempt: Attempt = { address: getClientAddress(request.headers), method: "link", email: null };
  if (await isLimited(attempt)) return refuse("limited");
  const isGood = await consumeSignInLink(request.nextUrl.searchParams.get("token") ?? "");
  await recordAttempt(attempt, isGood ? "succeeded" : "link");
  if (!isGood) return refuse("link");
  const response = NextResponse.redirect(`${origin}/`, 303);
  response.cookies.set(await createLinkCookie(isSecure(request.headers)));
  return response;
}

/** Next would answer with GET, and a link preview would use the link up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET" } });
}
