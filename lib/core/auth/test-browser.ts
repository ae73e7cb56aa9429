import "server-only";
import { NextRequest } from "next/server";
import type { createAuthHandler, Served } from "./handler";
import { findSession, type Session } from "./session-store";
import { ownTestStore } from "./test-owner";
import { inRequest, testOrigin } from "./test-request";

type Fields = Record<string, string>;
type AuthPath = `${Served | "session" | "_log"}${string}`;

/** Behaves like a browser: sends the cookies it was given and keeps those it gets. */
export function openTestBrowser(handle: ReturnType<typeof createAuthHandler>, headers: Fields = {}) {
  const jar = new Map<string, string>();
  async function ask(path: AuthPath, form?: Fields): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const type = form ? { "content-type": "application/x-www-form-urlencoded" } : {};
    const sent = { host: new URL(testOrigin).host, cookie, ...type, ...headers };
    const body = form ? { method: "POST", body: new URLSearchParams(form).toString() } : {};
    const request = new NextRequest(`${testOrigin}/api/auth/${path}`, { headers: sent, ...body });
    const nextauth = path.split("?")[0]?.split("/") ?? [];
    await ownTestStore();
    const context = { params: Promise.resolve({ nextauth }) };
    const response = await inRequest({ headers: sent }, () => handle(request, context));
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  }
  async function post(path: AuthPath, form: Fields): Promise<Response> {
    const { csrfToken } = await (await ask("csrf")).json();
    return ask(path, { csrfToken, ...form });
  }
  const signIn = (persona: string, callbackUrl = "/") => post("callback/sandbox", { persona, callbackUrl });
  const session = async (): Promise<Session | null> =>
    (await findSession(jar.get("castellan.session") ?? ""))?.session ?? null;
  return { ask, post, signIn, session, jar };
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ""] = line.split(";");
  jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
}
