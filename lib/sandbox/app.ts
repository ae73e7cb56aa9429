import "server-only";
import { type Context, Hono } from "hono";
import { createAnalyticsRoutes } from "./analytics";
import { createApiKeyRoutes } from "./api-keys";
import { createClaudeCodeReportRoutes } from "./claude-code-report";
import type { Clock } from "./clock";
import { createComplianceRoutes } from "./compliance";
import { createControlRoutes } from "./control";
import { createCostReportRoutes } from "./cost-report";
import { applyFault, createFaults, type Faults } from "./faults";
import { newVersion, oldVersion } from "./headers";
import { createInviteRoutes } from "./invites";
import { addKey, type NewKey } from "./key-records";
import { becomeKind, refuseMissingParts } from "./kind";
import { createLimiter } from "./limiter";
import { createOrganizationRoutes } from "./organization";
import { ConnectionCut, Problem, toErrorResponse, toInvalid, toNotFound } from "./problem";
import { toLetters } from "./random";
import { createRateLimitRoutes } from "./rate-limits";
import type { OrganizationKind } from "./records";
import { countRequest, type RequestLog } from "./request-log";
import { createOrganization, type Size } from "./seed";
import { createServiceAccountRoutes, requireOauth } from "./service-accounts";
import { createSpendLimitRoutes } from "./spend-limits";
import type { Store } from "./store";
import { createUsageReportRoutes } from "./usage-report";
import { acceptInvite, addUser } from "./user-records";
import { createUserRoutes } from "./users";
import { createTrafficVisitor } from "./visit-traffic";
import { watchWrite } from "./watch-writes";
import { createWorkspaceMemberRoutes } from "./workspace-members";
import { createWorkspaceRoutes } from "./workspaces";

export const defaultSandboxKey = "sk-ant-admin01-sandbox-not-a-secret";
export const defaultSandboxToken = "sk-ant-oat01-sandbox-not-a-secret";

export type SandboxOptions = {
  size?: Size;
  seed?: number;
  now?: Clock;
  key?: string;
  oauthToken?: string;
  rateLimit?: number;
  control?: boolean;
  hasSpendLimitAccess?: boolean;
  kind?: OrganizationKind;
  hasCompliance?: boolean;
};

export type Sandbox = ReturnType<typeof createSandbox>;

/** An in-memory Admin API; pass its `fetch` to the SDK. */
export function createSandbox(options: SandboxOptions = {}) {
  const { size = "small", seed = 1, now = () => new Date(), key = defaultSandboxKey } = options;
  const { oauthToken = defaultSandboxToken } = options;
  const store = createOrganization(seed, size, now);
  becomeKind(store, options.kind ?? "console");
  store.isComplianceEnabled = options.hasCompliance ?? true;
  const faults = createFaults();
  const log: RequestLog = new Map();
  const app = createApp({ store, faults, log, key, oauthToken, options });
  return {
    app,
    key,
    store,
    faults,
    requests: log,
    fetch: createFetch(app),
    users: { add: (given?: Parameters<typeof addUser>[1]) => addUser(store, given) },
    keys: { add: (given?: NewKey) => addKey(store, given) },
    invites: { accept: (id: string) => acceptInvite(store, id) },
  };
}

type Parts = {
  store: Store;
  faults: Faults;
  log: RequestLog;
  key: string;
  oauthToken: string;
  options: SandboxOptions;
};

function createApp({ store, faults, log, key, oauthToken, options }: Parts): Hono {
  const app = new Hono();
  const limit = options.rateLimit === undefined ? undefined : createLimiter(options.rateLimit, store.now);
  let serial = 0;
  app.use(async (context, next) => {
    serial += 1;
    const requestId = `req_011${toLetters(21, store.seed, "request", serial)}`;
    requestIds.set(context.req.raw, requestId);
    await next();
    context.header("request-id", requestId);
    context.header("date", store.now().toUTCString());
  });
  app.onError((error, context) => {
    if (error instanceof ConnectionCut) throw error;
    const problem = error instanceof Problem ? error : new Problem(500, "Internal server error");
    return toErrorResponse(problem, toRequestId(context));
  });
  app.notFound((context) => toErrorResponse(toNotFound("Path"), toRequestId(context)));
  if (options.control) app.route("/_sandbox", createControlRoutes(store, faults, log));
  app.use("/v1/*", async (context, next) => {
    const { method, path } = context.req;
    countRequest(log, method, path);
    requireKey(context, store.isOauthExpired ? [key] : [key, oauthToken]);
    requireVersion(context);
    limit?.(method, path);
    const fault = faults.take({ method, path, body: method === "GET" ? "" : await context.req.text() });
    const answered = { requestId: toRequestId(context), context };
    const record = watchWrite(store, context);
    const apply = () => next().then(() => record(context.res));
    if (fault) context.res = await applyFault(fault, answered, () => apply().then(() => context.res));
    else await apply();
    if (context.res.status !== 401) context.header("anthropic-organization-id", store.organization.id);
  });
  app.use("/v1/organizations/*", refuseMissingParts(store));
  app.use(
    "/v1/organizations/*",
    requireOauth((request) => readCredential(request) === oauthToken),
  );
  return app
    .route("/v1/organizations", createVendorRoutes(store, options))
    .route("/v1/compliance", createComplianceRoutes(store));
}

function createVendorRoutes(store: Store, { hasSpendLimitAccess = true }: SandboxOptions): Hono {
  const visitTraffic = createTrafficVisitor(store);
  return new Hono()
    .route("/", createOrganizationRoutes(store))
    .route("/", createUserRoutes(store))
    .route("/", createInviteRoutes(store))
    .route("/", createWorkspaceMemberRoutes(store))
    .route("/", createRateLimitRoutes(store))
    .route("/", createWorkspaceRoutes(store))
    .route("/", createApiKeyRoutes(store))
    .route("/", createUsageReportRoutes(store, visitTraffic))
    .route("/", createCostReportRoutes(store, visitTraffic))
    .route("/", createClaudeCodeReportRoutes(store, visitTraffic))
    .route("/", createSpendLimitRoutes(store, hasSpendLimitAccess))
    .route("/", createAnalyticsRoutes(store, visitTraffic))
    .route("/", createServiceAccountRoutes(store));
}

const requestIds = new WeakMap<Request, string>();

function toRequestId(context: Context): string {
  return requestIds.get(context.req.raw) ?? "req_unknown";
}

function readCredential({ headers }: Request): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return headers.get("x-api-key") ?? bearer;
}

function requireKey(context: Context, accepted: readonly string[]): void {
  const given = readCredential(context.req.raw);
  if (given === undefined || !accepted.includes(given))
    throw new Problem(401, given ? "invalid x-api-key" : "x-api-key header is required");
}

function requireVersion(context: Context): void {
  const version = context.req.header("anthropic-version");
  if (!version) throw toInvalid("anthropic-version: header is required");
  if (version !== oldVersion && version !== newVersion)
    throw toInvalid(`anthropic-version: "${version}" is not a valid version.`);
}

function createFetch(app: Hono): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    const answered = Promise.resolve(app.fetch(request)).catch((cause: unknown) => {
      throw new TypeError("fetch failed", { cause });
    });
    return Promise.race([answered, aborted]);
  };
}
