import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { inRequest, testOrigin } from "@/lib/core/auth/test-request";
import { connectClient } from "./actions";
import { answerOAuth } from "./answer";
import { readRegistration } from "./registration";
import type { ConnectInput } from "./schema";
import { giveTokens, revoke } from "./token-endpoint";

export const redirectUri = "http://127.0.0.1/callback";
export const resource = `${testOrigin}/mcp`;
type As = string | { token: string };

// biome-ignore lint/suspicious/noExplicitAny: these read what an app would.
type Answer = { status: number; body: any };

async function read(response: Response): Promise<Answer> {
  return { status: response.status, body: await response.json() };
}

export async function register(body: unknown): Promise<Answer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(`${testOrigin}/oauth/register`, { method: "POST", body: text });
  return read(await answerOAuth(() => readRegistration(request), 201));
}

export async function registerApp(name = "Analyst"): Promise<string> {
  const { body } = await register({ client_name: name, redirect_uris: [redirectUri] });
  return body.client_id;
}

const endpoints = { token: giveTokens, revoke };
type Sent = { headers?: Record<string, string> };

export async function post(
  endpoint: keyof typeof endpoints,
  fields: Record<string, string> | string,
  { headers = {} }: Sent = {},
): Promise<Answer> {
  const request = new Request(`${testOrigin}/oauth/${endpoint}`, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
  });
  return read(await answerOAuth(() => endpoints[endpoint](request)));
}

export function toPair() {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** What the page sends once the person allows it. */
export async function allow(as: As, given: Partial<ConnectInput>) {
  const { challenge } = toPair();
  const asked: ConnectInput = { clientId: "", redirectUri, resource, challenge, scopes: ["read"], ...given };
  return inRequest({ as }, () => connectClient(asked));
}

export type Connected = { clientId: string; id: string; access: string; refresh: string };

/** An app that has been allowed and has taken up its connection. */
export async function connectApp(as: As, given: Partial<ConnectInput> = {}): Promise<Connected> {
  const clientId = given.clientId ?? (await registerApp());
  const { verifier, challenge } = toPair();
  const { data } = await allow(as, { clientId, challenge, ...given });
  const { body } = await post("token", toCodeGrant({ clientId, verifier, code: data?.token ?? "" }));
  return { clientId, id: data?.id ?? "", access: body.access_token, refresh: body.refresh_token };
}

type CodeGrant = { clientId: string; verifier: string; code: string };

export function toCodeGrant({ clientId, verifier, code }: CodeGrant) {
  return {
    grant_type: "authorization_code",
    code,
    client_id: clientId,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    resource,
  };
}

export function toRefreshGrant({ clientId, refresh }: Pick<Connected, "clientId" | "refresh">) {
  return { grant_type: "refresh_token", refresh_token: refresh, client_id: clientId, resource };
}
