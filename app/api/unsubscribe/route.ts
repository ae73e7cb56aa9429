import { NextResponse } from "next/server";
import { getOrigin } from "@/lib/core/auth/origin";
import { SharedTokenBucket } from "@/lib/core/db/shared-token-bucket";
import { changeSubscription, findSubscription } from "@/lib/core/delivery/unsubscribe-store";
import { toFailure } from "@/lib/core/entry/failure";
import { readBody } from "@/lib/core/entry/read-body";
import { toHttpStatus } from "@/lib/core/errors/errors";

const mostBytes = 1_000;
/** Of each link, which works without a session and for as long as mails are kept. */
const changes = new SharedTokenBucket("unsubscribe-changes", { capacity: 10, perMinute: 1 });

const toToken = (request: Request) => new URL(request.url).searchParams.get("token") ?? "";

/** Programs that look at links must not unsubscribe anyone, so this only leads to the question. */
export function GET(request: Request): Response {
  const search = new URLSearchParams({ token: toToken(request) });
  return NextResponse.redirect(`${getOrigin(request.headers)}/unsubscribe?${search}`, 303);
}

/** One click in a mail program (RFC 8058), or the page's button. */
export async function POST(request: Request): Promise<Response> {
  try {
    const subscription = await findSubscription(toToken(request));
    if (!subscription) return new Response(null, { status: 404 });
    const { kind, sourceId, recipient } = subscription;
    await changes.spend(`${kind} ${sourceId} ${recipient}`);
    const form = new URLSearchParams(await readBody(request, mostBytes));
    await changeSubscription(subscription, form.get("again") === "1");
    if (form.get("List-Unsubscribe") === "One-Click") return new Response(null, { status: 200 });
    return GET(request);
  } catch (error) {
    const failure = toFailure(error, "unsubscribe");
    return NextResponse.json(failure, { status: toHttpStatus(failure.code) });
  }
}
