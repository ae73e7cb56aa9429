import "server-only";
import { type Context, Hono } from "hono";
import { createAnalyticsRoutes } from "./analytics";
import { createApiKeyRoutes } from "./api-keys";
import { createClaudeCodeReportRoutes } from "./claude-code-report";
import type { Clock } from "./clock";
import { createComplianceRoutes } from "./compliance";
import { createCostReportRoutes } from "./cost-report";
import { newVersion, oldVersion } from "./headers";
import { createInviteRoutes } from "./invites";
import { refuseMissingParts } from "./kind";
import { createOrganizationRoutes } from "./organization";
import { ConnectionCut, Problem, toErrorResponse, toInvalid, toNotFound } from "./problem";
import { toLetters } from "./random";
import { createRateLimitRoutes } from "./rate-limits";
import { createOrganization, type Plan, smallPlan } from "./seed";
import { createServiceAccountRoutes, requireOauth } from "./service-accounts";
import { createSpendLimitRoutes } from "./spend-limits";
import type { Store } from "./store";
import { createUsageReportRoutes } from "./usage-report";
import { createUserRoutes } from "./users";
import { createTrafficVisitor } from "./visit-traffic";
import { watchWrite } from "./watch-writes";
import { createWorkspaceMemberRoutes } from "./workspace-members";
import { createWorkspaceRoutes } from "./workspaces";

export const defaultSandboxKey = "sk-ant-admin01-sandbox-not-a-secret";
export const defaultSandboxToken = "sk-ant-oat01-sandbox-not-a-secret";

/** Runs around each request of the vendor's API. */
type Around = (context: Context, apply: () => Promise<Response>) => Promise<Response>;

export type SandboxOptions = {
  plan?: Plan;
  seed?: number;
  now?: Clock;
  key?: string;
  oauthToken?: string;
  hasSpendLimitAccess?: boolean;
  hasCompliance?: boolean;
  around?: Around;
};

export type Sandbox = ReturnType<typeof createSandbox>;

/** An in-memory Admin API; pass its `fetch` to the SDK. */
export function createSandbox(options: SandboxOptions = {}) {
  const { plan = smallPlan, seed = 1, now = () => new Date(), key = defaultSandboxKey } = options;
  const { oauthToken = defaultSandboxToken } = options;
  const store = createOrganization(seed, plan, now);
  store.isComplianceEnabled = options.hasCompliance ?? true;
  const app = createApp({ store, key, oauthToken, options });
  return {
    app,
    key,
    store,
    fetch: createFetch(app),
  };
}

type Parts = {
  store: Store;
  key: string;
  oauthToken: string;
  options: SandboxOptions;
};

function createApp({ store, key, oauthToken, options }: Parts): Hono {
  const app = new Hono();
  const around: Around = options.around ?? ((_, apply) => apply());
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
  app.use("/v1/*", async (context, next) => {
    const answered = await around(context, async () => {
      requireKey(context, store.isOauthExpired ? [key] : [key, oauthToken]);
      requireVersion(context);
      const record = watchWrite(store, context);
      await next();
      await record(context.res);
      return context.res;
    });
    if (answered !== context.res) context.res = answered;
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

export function toRequestId(context: Context): string {
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
