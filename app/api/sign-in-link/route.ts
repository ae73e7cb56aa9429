import { type NextRequest, NextResponse } from "next/server";
import { type Attempt, recordAttempt } from "@/lib/auth/attempts";
import { getClientAddress } from "@/lib/auth/client-address";
import { getOrigin, isSecure } from "@/lib/auth/origin";
import { requireProof } from "@/lib/auth/proof";
import { consumeSignInLink, createLinkCookie, isGuessing } from "@/lib/auth/sign-in-link";
import { isSubresource } from "@/lib/auth/sign-in-request";
import { noteLinkUse } from "@/lib/notices/sign-in";

export async function GET(request: NextRequest): Promise<Response> {
  const origin = getOrigin(request.headers);
  const refuse = (error: string) => NextResponse.redirect(`${origin}/sign-in?error=${error}`, 303);
  const attempt: Attempt = { address: getClientAddress(request.headers), method: "link", email: null };
  if (isSubresource(request.headers)) return new Response(null, { status: 403 });
  try {
    await requireProof();
  } catch {
    return refuse("unproven");
  }
  const isGood = await consumeSignInLink(request.nextUrl.searchParams.get("token") ?? "");
  // The right link works no matter how often others behind the same proxy guessed wrong.
  if (!isGood && (await isGuessing(attempt.address))) return refuse("limited");
  await recordAttempt(attempt, isGood ? "succeeded" : "link");
  if (!isGood) return refuse("link");
  const cookie = await createLinkCookie(isSecure(request.headers), {
    address: attempt.address,
    userAgent: request.headers.get("user-agent") ?? "",
  });
  await noteLinkUse(cookie.value);
  const response = NextResponse.redirect(`${origin}/`, 303);
  response.cookies.set(cookie);
  return response;
}

/** Without this, Next answers HEAD with GET, and a link preview would use up the link. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET" } });
}
