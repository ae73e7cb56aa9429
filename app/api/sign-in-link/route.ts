import { type NextRequest, NextResponse } from "next/server";
import { getOrigin, isSecure } from "@/lib/auth/origin";
import { consumeSignInLink, createLinkCookie } from "@/lib/auth/sign-in-link";

export async function GET(request: NextRequest): Promise<Response> {
  const origin = getOrigin(request.headers);
  const token = request.nextUrl.searchParams.get("token") ?? "";
  if (!(await consumeSignInLink(token))) return NextResponse.redirect(`${origin}/sign-in?error=link`, 303);
  const response = NextResponse.redirect(`${origin}/`, 303);
  response.cookies.set(await createLinkCookie(isSecure(request.headers)));
  return response;
}

/** Next would answer with GET, and a link preview would use the link up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET" } });
}
