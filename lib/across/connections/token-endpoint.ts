import "server-only";
import { findActorOf } from "@/lib/core/auth/access-token";
import { readBody } from "@/lib/core/entry/read-body";
import { accessMs, type Exchange, findConnection, redeemCode, rotateRefresh } from "./credential-store";
import { endConnection } from "./end";
import { OAuthError } from "./oauth-error";

const maxBytes = 16_384;
const grantTypes = ["authorization_code", "refresh_token"];

/** @throws OAuthError */
export async function giveTokens(request: Request) {
  const form = await readForm(request);
  const grantType = form("grant_type");
  if (!grantTypes.includes(grantType))
    throw new OAuthError("unsupported_grant_type", `grant_type: ${grantTypes.join(" or ")}`);
  const isCode = grantType === "authorization_code";
  const text = form(isCode ? "code" : "refresh_token");
  const given = { text, clientId: form("client_id"), resource: form("resource") };
  const found = await findConnection(text, [isCode ? "code" : "refresh"]);
  // Whoever has left the organization can't give anyone their place.
  if (!found || !(await findActorOf(found.token)))
    throw new OAuthError("invalid_grant", "it isn’t valid any more");
  const { scopes } = found.token;
  refuseWider(form("scope", ""), scopes);
  const exchange: Exchange = isCode
    ? await redeemCode({ ...given, verifier: form("code_verifier"), redirectUri: form("redirect_uri") })
    : await rotateRefresh(given);
  if (exchange.kind === "reused") {
    await endConnection(found.token, "reused");
    throw new OAuthError("invalid_grant", "it was used before, so that the connection has ended");
  }
  return {
    access_token: exchange.access,
    token_type: "Bearer",
    expires_in: accessMs / 1000,
    refresh_token: exchange.refresh,
    scope: scopes.join(" "),
  };
}

/** RFC 7009: ends the whole connection. What isn't known is as good as ended. */
export async function revoke(request: Request) {
  const form = await readForm(request);
  const [text, clientId] = [form("token"), form("client_id")];
  const found = await findConnection(text, ["access", "refresh"]);
  if (found && found.token.clientId !== clientId)
    throw new OAuthError("invalid_grant", "it was given to another app");
  if (found) await endConnection(found.token, "by_app");
  return {};
}

type Form = (name: string, otherwise?: string) => string;

/** @throws OAuthError for what isn't a form, and for a field that is missing or there twice */
async function readForm(request: Request): Promise<Form> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    throw new OAuthError("invalid_request", "send application/x-www-form-urlencoded");
  const fields = new URLSearchParams(await readBody(request, maxBytes));
  // A secret isn't checked, and an app that has one would think that it is.
  if (request.headers.has("authorization") || fields.has("client_secret"))
    throw new OAuthError("invalid_client", "apps have no secret here: token_endpoint_auth_method is none");
  return (name, otherwise) => {
    const [value = "", ...others] = fields.getAll(name);
    if (others.length > 0) throw new OAuthError("invalid_request", `${name} is there twice`);
    if (value !== "") return value;
    if (otherwise === undefined) throw new OAuthError("invalid_request", `${name} is missing`);
    return otherwise;
  };
}

/** @throws OAuthError invalid_scope */
function refuseWider(asked: string, scopes: readonly string[]): void {
  const wider = asked.split(" ").filter((one) => one !== "" && !scopes.includes(one));
  if (wider.length > 0) throw new OAuthError("invalid_scope", "the person hasn’t allowed that");
}
