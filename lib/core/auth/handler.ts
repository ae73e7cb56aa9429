import "server-only";
import { randomBytes } from "node:crypto";
import type { NextRequest } from "next/server";
import nextAuth from "next-auth";
import { z } from "zod";
import { getLocale, readLocaleCookie } from "@/i18n/locale";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { type Attempt, recordAttempt } from "./attempts";
import { getClientAddress } from "./client-address";
import { toCookie, toDeviceCookie } from "./cookies";
import { type Client, createAuthOptions, type SignInSteps } from "./options";
import { getOrigin, isForwardedElsewhere, isSecure } from "./origin";
import { readSessionCookie, toOutcome } from "./outcome";
import { toOtherAccount, toReauthentication } from "./reauthentication";
import { claimSignIn, isSubresource, toSignInSecret } from "./sign-in-request";

const form = /^[\w-]{43}$/;

/** next-auth's session and log endpoints stay closed, because nothing here uses them. */
const served = ["providers", "csrf", "signin", "callback", "signout", "error"] as const;
export type Served = (typeof served)[number];

type Context = { params: Promise<{ nextauth: string[] }> };

export function createAuthHandler(steps: SignInSteps) {
  return async (request: NextRequest, context: Context): Promise<Response> => {
    const [part, method = ""] = (await context.params).nextauth;
    if (!served.some((each) => each === part)) return new Response(null, { status: 404 });
    if (part === "error" && !isOurError(request)) return new Response(null, { status: 400 });
    if (isSubresource(request.headers)) return new Response(null, { status: 403 });
    if (!(await isForm(request))) return new Response(null, { status: 400 });
    if (isForwardedElsewhere(request.headers))
      return new Response("Set NEXTAUTH_URL to the address that people use.", { status: 400 });
    const attempt: Attempt = { address: getClientAddress(request.headers), method, email: null };
    const options = await createAuthOptions({
      origin: getOrigin(request.headers),
      client: toClient(request, attempt.address),
      secret: await toSignInSecret(request),
      steps,
      attempt,
    });
    const provider = options.providers.find(({ id, options: given }) => (given?.id ?? id) === method);
    if (!provider || (part !== "callback" && part !== "signin")) return nextAuth(request, context, options);
    if (part === "signin" && !(await isOurQuery(method, request.nextUrl.search)))
      return new Response(null, { status: 400 });
    const isAnswer = part === "callback" && provider.type === "oauth";
    // Any page can send a browser here, so an answer that no sign-in asked for is neither counted nor handled.
    if (isAnswer && !(await claimSignIn(request, method))) return refuse(request, "OAuthCallback", 400);
    const response = await signIns().run<Response>(attempt.address, () =>
      nextAuth(request, context, options),
    );
    if (!response) return refuse(request, "limited", 429);
    if (part === "callback") await note(request, response, { attempt, steps });
    return response;
  };
}

/** Failures block no one, because others behind the same proxy must get in. The costly part is bounded instead. */
const signIns = () => processSingleton("sign-ins", () => new InFlight({ all: 60, perKey: 20 }));

/** next-auth passes its query to the provider; without `max_age`, it would send no `auth_time`. */
async function isOurQuery(method: string, search: string): Promise<boolean> {
  if (search === "" || search === toOtherAccount(method)) return true;
  return (await toReauthentication(method, "")).provider?.way === `signin/${method}${search}`;
}

/** next-auth writes it into a header as it is. */
function isOurError({ nextUrl }: NextRequest): boolean {
  return nextUrl.searchParams.getAll("error").every((error) => /^\w*$/.test(error));
}

/** next-auth would fail on JSON that isn't what a form holds. */
async function isForm(request: NextRequest): Promise<boolean> {
  const type = request.headers.get("content-type") ?? "";
  if (request.method !== "POST" || !type.includes("application/json")) return true;
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null);
  return z.record(z.string(), z.union([z.string(), z.boolean()])).safeParse(body).success;
}

function toClient({ headers, cookies }: NextRequest, address: string): Client {
  const { name } = toCookie("sessionToken", isSecure(headers));
  return {
    address,
    userAgent: headers.get("user-agent") ?? "",
    oldToken: cookies.get(name)?.value,
  };
}

/** Our forms read JSON; a browser that returns from its provider follows a redirect. */
function refuse(request: NextRequest, error: string, status: 400 | 429): Response {
  const url = `${getOrigin(request.headers)}/sign-in?error=${error}`;
  if (request.method === "POST") return Response.json({ url }, { status });
  return new Response(null, { status: 303, headers: { location: url } });
}

type Noted = { attempt: Attempt; steps: SignInSteps };

async function note(request: NextRequest, response: Response, { attempt, steps }: Noted): Promise<void> {
  const token = readSessionCookie(response);
  if (token) {
    response.headers.append("set-cookie", await recognize(request, token, steps.noteSignIn));
    return recordAttempt(attempt, "succeeded");
  }
  const outcome = await toOutcome(response, request.nextUrl.searchParams.get("error"));
  if (outcome) await recordAttempt(attempt, outcome);
}

/**
 * Returns the cookie by which this browser's next sign-in is recognized. It gives no access: without it, a sign-in is
 * only recorded as one from a new device. Several people can share a browser, and each of them is recognized by it.
 */
async function recognize(
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

/** Bounds the sign-ins under way, because each may wait for a provider. */
class InFlight {
  #all = 0;
  #byKey = new Map<string, number>();

  constructor(private readonly most: { all: number; perKey: number }) {}

  async run<T>(key: string, work: () => Promise<T>): Promise<T | null> {
    const own = this.#byKey.get(key) ?? 0;
    if (this.#all >= this.most.all || own >= this.most.perKey) return null;
    this.#all += 1;
    this.#byKey.set(key, own + 1);
    try {
      return await work();
    } finally {
      this.#all -= 1;
      const left = (this.#byKey.get(key) ?? 1) - 1;
      if (left > 0) this.#byKey.set(key, left);
      else this.#byKey.delete(key);
    }
  }
}
