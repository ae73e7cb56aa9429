import "server-only";
import type { NextRequest } from "next/server";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { processSingleton } from "@/lib/process-singleton";
import { toCookie } from "./cookies";
import { isSecure } from "./origin";
import { sessionSecret } from "./secret";

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
  const { name } = toCookie("state", isSecure(request.headers));
  const token = request.cookies.get(name)?.value;
  if (!token) return false;
  const claims = await decode({ token, secret: await sessionSecret(), salt: name }).catch(() => null);
  const { data } = startedSchema.safeParse(claims);
  if (data?.provider !== provider || data.value !== request.nextUrl.searchParams.get("state")) return false;
  return isFirst(data.value);
}

function isFirst(state: string): boolean {
  const seen = processSingleton("claimed-sign-ins", () => new Set<string>());
  if (seen.has(state)) return false;
  seen.add(state);
  const [oldest] = seen;
  if (seen.size > maxStates && oldest !== undefined) seen.delete(oldest);
  return true;
}
