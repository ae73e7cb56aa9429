import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";
import { vi } from "vitest";
import type { createAuthHandler } from "./handler";
import { openTestBrowser } from "./test-browser";
import { testOrigin } from "./test-request";

export const client = { client_id: "castellan", client_secret: "a".repeat(32) };

type Person = Record<string, unknown>;
/** A real OpenID provider on loopback; tests set what it says about people and how far its clock is ahead. */
export type TestProvider = {
  issuer: string;
  claims: Person;
  userinfo: Person | null;
  /** How people sign in there. */
  proof: { acr?: string; amr?: string[] };
  aheadSeconds: number;
  /** Whether its description leaves out that it can prove when people sign in. */
  hidesTime: boolean;
  isDown: boolean;
  /** Whether it refuses everyone who has signed in. */
  isDisabled: boolean;
  stop: () => Promise<void>;
  own: () => Provider;
};

const { now } = Date;
const ownTime = new AsyncLocalStorage<number>();

type Options = { path?: string; more?: Configuration; client?: object };

export async function startTestProvider(
  methods: readonly string[],
  { path = "", ...options }: Options = {},
): Promise<TestProvider> {
  for (const level of ["info", "warn"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  vi.spyOn(Date, "now").mockImplementation(() => now() + (ownTime.getStore() ?? 0));
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // Sound: it listens on a port.
  const address = `http://127.0.0.1:${port}`;
  const provider: TestProvider = {
    issuer: `${address}${path}`,
    claims: {},
    userinfo: null,
    proof: {},
    aheadSeconds: 0,
    hidesTime: false,
    isDown: false,
    isDisabled: false,
    stop: () => stop(server),
    own: () => own,
  };
  const own = createProvider(provider, methods, options);
  const serve = own.callback();
  server.on("request", (request, response) => {
    if (provider.isDown) return request.socket.destroy();
    if (path) request.url = request.url?.replace(path, "");
    ownTime.run(provider.aheadSeconds * 1000, () => serve(request, response));
  });
  return provider;
}

function createProvider(provider: TestProvider, methods: readonly string[], options: Options): Provider {
  const redirect_uris = methods.map((method) => `${testOrigin}/api/auth/callback/${method}`);
  const created = new Provider(provider.issuer, {
    clients: [{ ...client, redirect_uris, ...options.client }],
    acrValues: ["phr", "phrh", "gold"],
    claims: {
      openid: ["sub", "tid", "xms_edov", "acr", "amr"],
      email: ["email", "email_verified"],
      profile: ["name"],
    },
    conformIdTokenClaims: false,
    ttl: { IdToken: 600 },
    ...options.more,
    findAccount: (_context, email) => {
      if (provider.isDisabled) return undefined;
      return {
        accountId: email,
        claims: async (use) => {
          const own = use === "userinfo" ? (provider.userinfo ?? provider.claims) : provider.claims;
          return { sub: email, email, name: "Ada", ...own };
        },
      };
    },
  });
  created.use(async ({ path, response }, next) => {
    await next();
    if (provider.hidesTime && path.endsWith("/openid-configuration")) response.body.claims_supported = [];
  });
  const { prototype } = created.Session;
  const { loginAccount } = prototype;
  prototype.loginAccount = function (details) {
    return loginAccount.call(this, { ...details, ...provider.proof });
  };
  return created;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

export async function visitProvider(start: string, email: string, isCancelled = false): Promise<URL> {
  const jar = new Map<string, string>();
  const forms = [{ prompt: "login", login: email, password: "x" }, { prompt: "consent" }];
  let url = new URL(start);
  while (url.origin !== testOrigin) {
    const isPage = url.pathname.includes("/interaction/") && !url.pathname.endsWith("/abort");
    if (isPage && isCancelled) url.pathname += "/abort";
    const form = isPage && !isCancelled ? forms.shift() : undefined;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = form ? { method: "POST", body: new URLSearchParams(form) } : {};
    const response = await fetch(url, { headers: { cookie }, redirect: "manual", ...body });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]?.split("=") ?? [];
      jar.set(name, value);
    }
    const next = response.headers.get("location");
    if (!next) throw new Error(`the provider answered ${response.status}`);
    url = new URL(next, url);
  }
  return url;
}

type Coming = { browser?: ReturnType<typeof openTestBrowser>; callbackUrl?: string };

/** As a person does: from our button to the provider and back. */
export async function signInAtProvider(
  handle: ReturnType<typeof createAuthHandler>,
  account: string,
  method: string,
  { browser = openTestBrowser(handle), callbackUrl = "/" }: Coming = {},
) {
  const sent = await browser.post(`signin/${method}`, { callbackUrl });
  const back = await visitProvider(sent.headers.get("location") ?? "", account);
  const response = await browser.ask(`callback/${method}${back.search}`);
  return { browser, location: response.headers.get("location"), session: await browser.session() };
}
