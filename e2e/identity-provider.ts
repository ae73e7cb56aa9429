import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import Provider, { type Configuration } from "oidc-provider";

type Account = { email: string; email_verified: boolean; name: string };
export type IdentityProvider = { stop: () => Promise<void> };
type Options = {
  port: number;
  client: { id: string; secret: string; redirectUri: string };
  accounts: Record<string, Account>;
};

export async function startIdentityProvider(options: Options): Promise<IdentityProvider> {
  const provider = new Provider(`http://127.0.0.1:${options.port}`, toConfiguration(options));
  const serve = provider.callback();
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/interaction/")) answerInteraction(provider, request, response);
    else serve(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { stop };
}

function toConfiguration({ client, accounts }: Options): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "e2e" }] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    pkce: { methods: ["S256"], required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => {
      // As if the account of this address had been replaced.
      const email = accountId.replace(/^new /, "");
      const own = { email, email_verified: true, name: accountId };
      return { accountId, claims: () => ({ sub: accountId, ...(accounts[accountId] ?? own) }) };
    },
    // Consent is given in advance, because the consent page is the provider's business.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: client.id,
        ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  };
}

async function answerInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(loginPage);
    return;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  await provider.interactionFinished(
    request,
    response,
    form.has("cancel")
      ? { error: "access_denied", error_description: "The person has cancelled." }
      : { login: { accountId: form.get("account") ?? "", ts: toLoginTime(form.get("minutesAgo")) } },
  );
}

/** Sets `auth_time` as if the person had signed in at the provider that long ago. */
function toLoginTime(minutesAgo: string | null): number {
  return Math.floor(Date.now() / 1000) - Number(minutesAgo ?? 0) * 60;
}

const loginPage = `<!DOCTYPE html>
<html lang="en"><head><title>Log in</title><link rel="icon" href="data:,"></head><body><main><h1>Log in</h1>
<form method="post"><label>Account <input name="account" autocomplete="off"></label>
<button>Log in</button> <button name="cancel" value="1">Cancel</button></form></main></body></html>`;
