import { NextResponse } from "next/server";
import { getOrigin } from "@/lib/auth/origin";
import { readUnsubscribeToken } from "@/lib/delivery/unsubscribe";
import { changeSubscription } from "@/lib/delivery/unsubscribe-store";

const toToken = (request: Request) => new URL(request.url).searchParams.get("token") ?? "";

/** Programs that look at links must not unsubscribe anyone, so this only leads to the question. */
export function GET(request: Request): Response {
  const search = new URLSearchParams({ token: toToken(request) });
  return NextResponse.redirect(`${getOrigin(request.headers)}/unsubscribe?${search}`, 303);
}

/** One click in a mail program (RFC 8058), or the page's button. */
export async function POST(request: Request): Promise<Response> {
  const subscription = await readUnsubscribeToken(toToken(request));
  if (!subscription) return new Response(null, { status: 404 });
  const form = new URLSearchParams((await request.text()).slice(0, 1_000));
  await changeSubscription(subscription, form.get("again") === "1");
  if (form.get("List-Unsubscribe") === "One-Click") return new Response(null, { status: 200 });
  return GET(request);
}
