import "server-only";
import type { NextRequest } from "next/server";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { toCookie } from "./cookies";
import { isSecure } from "./origin";
import { listReadable } from "./rotation";

/**
 * Whether the browser says that it isn't opening a page or sending our form: an image, a script, a frame, a prefetch,
 * or another site's script.
 */
export function isSubresource(headers: Headers): boolean {
  const dest = headers.get("sec-fetch-dest");
  if (dest !== null && dest !== "document" && dest !== "empty") return true;
  if (/prefetch|prerender/.test(headers.get("sec-purpose") ?? "")) return true;
  const site = headers.get("sec-fetch-site");
  const isForeign = site !== null && site !== "same-origin" && site !== "none";
  return isForeign && headers.get("sec-fetch-mode") !== "navigate";
}

const startedSchema = z.object({ value: z.string().min(1), provider: z.string() });
const maxStates = 20_000;

/**
 * Whether this browser started this sign-in here, with this provider, and this is its first callback: the state in the
 * address matches the cookie, which only we can write.
 */
export async function claimSignIn(request: NextRequest, provider: string): Promise<boolean> {
  const { claims } = await readState(request);
  const { data } = startedSchema.safeParse(claims);
  if (data?.provider !== provider || data.value !== request.nextUrl.searchParams.get("state")) return false;
  return isFirst(data.value);
}

/** A sign-in ends with the secret that it started with, also if that was rotated meanwhile. */
export async function toSignInSecret(request: NextRequest): Promise<string> {
  return (await readState(request)).secret;
}

async function readState(request: NextRequest): Promise<{ claims: unknown; secret: string }> {
  const { name } = toCookie("state", isSecure(request.headers));
  const token = request.cookies.get(name)?.value;
  const secrets = await listReadable();
  if (!token) return { claims: null, secret: secrets[0] };
  for (const secret of secrets) {
    const claims = await decode({ token, secret, salt: name }).catch(() => null);
    if (claims) return { claims, secret };
  }
  return { claims: null, secret: secrets[0] };
}

function isFirst(state: string): boolean {
  const seen = processSingleton("claimed-sign-ins", () => new Set<string>());
  if (seen.has(state)) return false;
  seen.add(state);
  const [oldest] = seen;
  if (seen.size > maxStates && oldest !== undefined) seen.delete(oldest);
  return true;
}
