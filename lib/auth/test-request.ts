import "server-only";
import { type WorkStore, workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import {
  type RequestStore,
  workUnitAsyncStorage,
} from "next/dist/server/app-render/work-unit-async-storage.external";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies";
import { encodeSession, newSession, type Session, toCookie } from "./token";

export const testOrigin = "http://localhost:3000";
const sentByNext = { host: new URL(testOrigin).host, "x-forwarded-proto": "http" };

type TestRequest = {
  /** Who is signed in: an e-mail that the mirror or a grant knows, or a whole session. */
  as?: string | Session;
  headers?: Record<string, string>;
};

/**
 * Runs `run` as Next would inside a request, so that tests call real actions and doors through the real gate.
 * Only what `headers()` and `cookies()` read is there; a same-origin `Origin` is sent unless given otherwise.
 */
export async function inRequest<T>(request: TestRequest, run: () => Promise<T>): Promise<T> {
  const headers = new Headers({ ...sentByNext, origin: testOrigin, ...request.headers });
  if (request.as) headers.set("cookie", await toCookieHeader(request.as));
  const cookies = new RequestCookies(headers);
  const unit = { type: "request", phase: "action", headers, cookies, userspaceMutableCookies: cookies };
  // Sound for what these tests reach: the fields above are all that the two functions read.
  const store = unit as unknown as RequestStore;
  return workAsyncStorage.run({ route: "/test" } as WorkStore, () => workUnitAsyncStorage.run(store, run));
}

async function toCookieHeader(who: string | Session): Promise<string> {
  const session = typeof who === "string" ? newSession({ kind: "person", email: who }) : who;
  return `${toCookie("sessionToken", false).name}=${await encodeSession(session)}`;
}
