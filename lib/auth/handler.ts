import "server-only";
import type { NextRequest } from "next/server";
import nextAuth from "next-auth";
import { createAuthOptions, type RefreshMember } from "./options";
import { getOrigin, isForwardedElsewhere } from "./origin";

/** The parts of next-auth that are open. Its session and log endpoints are not: nothing here uses them. */
const served = ["providers", "csrf", "signin", "callback", "signout", "error"] as const;
export type Served = (typeof served)[number];

type Context = { params: Promise<{ nextauth: string[] }> };

/** The handler behind `/api/auth/*`. */
export function createAuthHandler(refreshMember: RefreshMember) {
  return async (request: NextRequest, context: Context): Promise<Response> => {
    const [part] = (await context.params).nextauth;
    if (!served.some((each) => each === part)) return new Response(null, { status: 404 });
    if (isForwardedElsewhere(request.headers))
      return new Response("Set NEXTAUTH_URL to the address that people use.", { status: 400 });
    const options = await createAuthOptions(getOrigin(request.headers), refreshMember);
    return nextAuth(request, context, options);
  };
}
