import "server-only";
import { listServed } from "./grantable";
import { toIssuer, toResource } from "./resource";

export const protectedResourcePath = "/.well-known/oauth-protected-resource/mcp";

/** RFC 8414. */
export function describeServer(headers: Headers) {
  const issuer = toIssuer(headers);
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    registration_endpoint: `${issuer}/oauth/register`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    scopes_supported: listServed(),
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: true,
  };
}

/** RFC 9728. */
export function describeResource(headers: Headers) {
  return {
    resource: toResource(headers),
    authorization_servers: [toIssuer(headers)],
    scopes_supported: listServed(),
    bearer_methods_supported: ["header"],
    resource_name: "Castellan",
  };
}
