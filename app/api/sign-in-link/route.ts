import { NextResponse } from "next/server";
import { noteLinkUse } from "@/lib/across/notices/sign-in";
import { type Attempt, recordAttempt } from "@/lib/core/auth/attempts";
import { getClientAddress } from "@/lib/core/auth/client-address";
import { getOrigin, isSameOrigin, isSecure } from "@/lib/core/auth/origin";
import { requireProof } from "@/lib/core/auth/proof";
import { consumeSignInLink, createLinkCookie, isGuessing } from "@/lib/core/auth/sign-in-link";
import { readBody } from "@/lib/core/entry/read-body";

const mostBytes = 1_000;

/** The button of the page that a one-time link opens. Reading an address, as chat previews do, uses nothing up. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const origin = getOrigin(request.headers);
  const refuse = (error: string) => NextResponse.redirect(`${origin}/sign-in?error=${error}`, 303);
  const attempt: Attempt = { address: getClientAddress(request.headers), method: "link", email: null };
  try {
    await requireProof();
  } catch {
    return refuse("unproven");
  }
  const isGood = await consumeSignInLink(await readToken(request));
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

async function readToken(request: Request): Promise<string> {
  const body = await readBody(request, mostBytes).catch(() => "");
  return new URLSearchParams(body).get("token") ?? "";
}
