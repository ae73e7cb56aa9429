import "server-only";
import type { NextRequest } from "next/server";
import nextAuth from "next-auth";
import { type Attempt, isLimited, recordAttempt } from "./attempts";
import { getClientAddress } from "./client-address";
import { createAuthOptions, type RefreshMember } from "./options";
import { getOrigin, isForwardedElsewhere } from "./origin";
import { hasSessionCookie, toOutcome } from "./outcome";

/** The parts of next-auth that are open. Its session and log endpoints are not: nothing here uses them. */
const served = ["providers", "csrf", "signin", "callback", "signout", "error"] as const;
export type Served = (typeof served)[number];

type Context = { params: Promise<{ nextauth: string[] }> };

/** The handler behind `/api/auth/*`. */
export function createAuthHandler(refreshMember: RefreshMember) {
  return async (request: NextRequest, context: Context): Promise<Response> => {
    const [part, method = ""] = (await context.params).nextauth;
    if (!served.some((each) => each === part)) return new Response(null, { status: 404 });
    if (isForwardedElsewhere(request.headers))
      return new Response("Set NEXTAUTH_URL to the address that people use.", { status: 400 });
    const attempt: Attempt = { address: getClientAddress(request.headers), method, email: null };
    const options = await createAuthOptions(getOrigin(request.headers), refreshMember, attempt);
    const isKnown = options.providers.some(({ id, options: given }) => (given?.id ?? id) === method);
    const isAttempt = isKnown && (part === "callback" || part === "signin");
    if (isAttempt && (await isLimited(attempt))) return refuse(request);
    const response = await nextAuth(request, context, options);
    if (isAttempt && part === "callback") await note(request, response, attempt);
    return response;
  };
}

/** A form of ours reads JSON, a browser that comes back from its provider follows. */
function refuse(request: NextRequest): Response {
  const url = `${getOrigin(request.headers)}/sign-in?error=limited`;
  if (request.method === "POST") return Response.json({ url }, { status: 429 });
  return new Response(null, { status: 303, headers: { location: url } });
}

async function note(request: NextRequest, response: Response, attempt: Attempt): Promise<void> {
  if (hasSessionCookie(response)) return recordAttempt(attempt, "succeeded");
  const outcome = await toOutcome(response, request.nextUrl.searchParams.get("error"));
  if (outcome) await recordAttempt(attempt, outcome);
}
