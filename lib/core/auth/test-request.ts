import "server-only";
import { eq, inArray } from "drizzle-orm";
import { type WorkStore, workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import {
  type RequestStore,
  workUnitAsyncStorage,
} from "next/dist/server/app-render/work-unit-async-storage.external";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies";
import { database, databaseKind } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { rateBuckets } from "@/lib/core/db/request-tables";
import { forget } from "@/lib/core/process/process-singleton";
import { getActor } from "./actor";
import { toCookie } from "./cookies";
import { createSession, type NewSession } from "./session-store";
import { keepStanding } from "./standing";
import { ownTestStore } from "./test-owner";

export const testOrigin = "http://localhost:3000";
const sentByNext = { host: new URL(testOrigin).host, "x-forwarded-proto": "http" };

type TestRequest = {
  as?: string | { token: string };
  headers?: Record<string, string>;
  keepsTries?: boolean;
};

/**
 * Runs `run` as Next would inside a request, so that tests call real actions and routes through the real checks. Only
 * what `headers()` and `cookies()` read exists; a same-origin `Origin` is sent unless another is given.
 */
export async function inRequest<T>(request: TestRequest, run: () => Promise<T>): Promise<T> {
  // Each test's person starts with a full bucket, unless the test is about what is left of it.
  if (!request.keepsTries) await forgetTries();
  const headers = new Headers({ ...sentByNext, origin: testOrigin, ...request.headers });
  if (request.as) headers.set("cookie", await toCookieHeader(request.as));
  const cookies = new RequestCookies(headers);
  const unit = { type: "request", phase: "action", headers, cookies, userspaceMutableCookies: cookies };
  const store = unit as unknown as RequestStore;
  return workAsyncStorage.run({ route: "/test" } as WorkStore, () => workUnitAsyncStorage.run(store, run));
}

const tries = ["recorded-tokens", "refusal-tokens", "confirmation-tokens"];

async function forgetTries(): Promise<void> {
  for (const name of tries) forget(name);
  if (databaseKind() !== "postgres") return;
  const db = await database();
  await db.delete(rateBuckets).where(inArray(rateBuckets.name, tries));
}

export async function startTestSession(
  email: string | null,
  more: Partial<NewSession> = {},
): Promise<{ token: string }> {
  await ownTestStore();
  const method = email === null ? "link" : "sandbox";
  const client = { address: "192.0.2.7", userAgent: "Vitest" };
  await keepMirroredStanding(email);
  const isOfProvider = (more.method ?? method) !== method;
  const proven = { authenticatedAt: new Date(), ...(isOfProvider && { providerTime: "sent" as const }) };
  const token = await createSession({ email, method, ...proven, ...client, ...more });
  return { token };
}

/** Most test actors exist only in the mirror, so the API counts as having just confirmed it. */
async function keepMirroredStanding(email: string | null): Promise<void> {
  const actor = email === null ? null : await getActor(email);
  if (!actor?.memberId) return;
  const db = await database();
  const [member] = await db
    .select({ role: members.role })
    .from(members)
    .where(eq(members.id, actor.memberId));
  keepStanding(actor.memberId, { role: member?.role ?? "user", ledIds: actor.workspaceIds ?? [] });
}

async function toCookieHeader(who: string | { token: string }): Promise<string> {
  const { token } = typeof who === "string" ? await startTestSession(who) : who;
  return `${toCookie("sessionToken", false).name}=${token}`;
}
