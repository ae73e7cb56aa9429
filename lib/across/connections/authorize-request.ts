import "server-only";
import type { Actor } from "@/lib/core/auth/actor";
import type { Scope } from "@/lib/core/auth/scopes";
import type { Client } from "./client";
import { type ClientFault, findClient } from "./find-client";
import { listGrantable } from "./grantable";
import type { OAuthCode } from "./oauth-error";
import { toDestination } from "./redirect-uri";
import { toIssuer, toResource } from "./resource";
import { maxParameter, toReturn } from "./vocabulary";

type Search = Record<string, string | string[] | undefined>;
type Asker = { actor: Pick<Actor, "persona">; headers: Headers };

export type AuthorizeRequest = {
  client: Client;
  redirectUri: string;
  state: string | null;
  challenge: string;
  resource: string;
  scopes: Scope[];
};

/**
 * `refused`: the app can't be trusted with the answer, so that the person reads it. `returned`: the app is told; without
 * the person's doing only on their own machine, because any other address could be anybody's (RFC 9700, 4.11.2).
 */
export type Authorizing =
  | { kind: "refused"; fault: ClientFault }
  | { kind: "returned"; client: Client; code: OAuthCode; to: string; destination: string | null }
  | { kind: "asked"; request: AuthorizeRequest };

/** The challenge of PKCE: a SHA-256 in Base64, which is the only method here. */
export const challengeForm = /^[\w-]{43}$/;

export async function readAuthorizeRequest(search: Search, asker: Asker): Promise<Authorizing> {
  const { client_id: id, redirect_uri: redirectUri } = search;
  if (typeof id !== "string" || typeof redirectUri !== "string")
    return { kind: "refused", fault: "unknown_client" };
  const client = await findClient(id, redirectUri);
  if (typeof client === "string") return { kind: "refused", fault: client };
  const { code, scopes } = check(search, asker);
  const state = typeof search.state === "string" ? search.state : null;
  if (code !== null) {
    const to = toReturn(redirectUri, { error: code, state, iss: toIssuer(asker.headers) });
    return { kind: "returned", client, code, to, destination: toDestination(redirectUri) };
  }
  const challenge = String(search.code_challenge); // Sound: it was checked.
  return {
    kind: "asked",
    request: { client, redirectUri, state, challenge, resource: toResource(asker.headers), scopes },
  };
}

const names = ["state", "response_type", "code_challenge", "code_challenge_method", "resource", "scope"];

function check(search: Search, { actor, headers }: Asker): { code: OAuthCode | null; scopes: Scope[] } {
  const isWrong = (given: Search[string]) => Array.isArray(given) || (given?.length ?? 0) > maxParameter;
  if (names.some((name) => isWrong(search[name]))) return refuse("invalid_request");
  if (search.response_type !== "code")
    return refuse(search.response_type ? "unsupported_response_type" : "invalid_request");
  const { code_challenge: challenge, code_challenge_method: method, resource, scope } = search;
  if (method !== "S256" || !challengeForm.test(String(challenge))) return refuse("invalid_request");
  if (resource !== toResource(headers)) return refuse("invalid_target");
  const scopes = listGrantable(actor, typeof scope === "string" && scope !== "" ? scope : null);
  return scopes.length === 0 ? refuse("invalid_scope") : { code: null, scopes };
}

function refuse(code: OAuthCode) {
  return { code, scopes: [] };
}
