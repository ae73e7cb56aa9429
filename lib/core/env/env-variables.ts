import "server-only";
import { statSync } from "node:fs";
import { z } from "zod";
import { isAppendable, isReadableFile } from "./env-files";
import { isExampleSecret } from "./example-secrets";
import { parseMailFrom } from "./mail-from";
import { parseTrustedProxies } from "./trusted-proxies";

const seconds = (least: number) => z.coerce.number().int().min(least).max(86_400);
const httpUrl = z.url({ protocol: /^https?$/ });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const toList = (list: string) => list.split(",").map((entry) => entry.trim().toLowerCase());
const domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "is not a list of domains");
const domains = z.string().transform(toList).pipe(z.array(domain));
const emails = z.string().transform(toList).pipe(z.array(z.email()));
/** A shorter secret could be guessed offline from one session cookie. */
export const minSecretLength = 32;
/** A former secret may be the example that the new one replaces. */
const formerSecret = z.string().min(minSecretLength, `has fewer than ${minSecretLength} characters`);
const secret = formerSecret.refine(
  (text) => !isExampleSecret(text),
  "is an example; make a secret with: openssl rand -base64 48",
);

export const providerIds = ["oidc", "google", "entra", "okta", "github"] as const;
const toProxies = (text: string, context: z.RefinementCtx) => {
  try {
    return parseTrustedProxies(text);
  } catch {
    context.addIssue({ code: "custom", message: "is neither a number up to 10 nor a list of addresses" });
    return z.NEVER;
  }
};
const providers = z
  .string()
  .transform(toList)
  .pipe(z.array(z.enum(providerIds, `must be one of ${providerIds.join(", ")}`)));

export const variables = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "is not an address to listen on")
    .optional(),
  SANDBOX: z.stringbool().optional(),
  ANTHROPIC_ADMIN_KEY: z.string().trim().min(1).optional(),
  ANTHROPIC_ADMIN_KEY_FILE: z.string().refine(isReadableFile, "is not a readable file").optional(),
  // Lives for hours, so its file is re-read like the key's.
  ANTHROPIC_OAUTH_TOKEN: z.string().trim().min(1).optional(),
  ANTHROPIC_OAUTH_TOKEN_FILE: z.string().refine(isReadableFile, "is not a readable file").optional(),
  ANTHROPIC_BASE_URL: httpUrl.default("https://api.anthropic.com"),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default(".data"),
  NEXTAUTH_URL: httpUrl.optional(),
  NEXTAUTH_SECRET: secret.optional(),
  NEXTAUTH_SECRET_PREVIOUS: formerSecret.optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("SSO"),
  OIDC_EMAIL_DOMAINS: domains.optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GOOGLE_HOSTED_DOMAIN: domains.optional(),
  GOOGLE_EMAIL_DOMAINS: domains.optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GITHUB_ORG: z
    .string()
    .regex(/^[a-z\d][a-z\d-]*$/i, "is not the name of an organization")
    .optional(),
  GITHUB_EMAIL_DOMAINS: domains.optional(),
  GITHUB_URL: httpUrl.default("https://github.com"),
  // One tenant's ID: with "common", any tenant could claim any address.
  ENTRA_TENANT_ID: z.guid().optional(),
  ENTRA_CLIENT_ID: z.string().optional(),
  ENTRA_CLIENT_SECRET: z.string().optional(),
  ENTRA_EMAIL_DOMAINS: domains.optional(),
  ENTRA_AUTHORITY: httpUrl.default("https://login.microsoftonline.com"),
  OKTA_ISSUER: httpUrl.optional(),
  OKTA_CLIENT_ID: z.string().optional(),
  OKTA_CLIENT_SECRET: z.string().optional(),
  OKTA_EMAIL_DOMAINS: domains.optional(),
  ADMIN_PROVIDERS: providers.optional(),
  TRUSTED_PROXIES: z.string().default("0").transform(toProxies),
  BOOTSTRAP_ADMINS: emails.default([]),
  ADMIN_API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).optional(),
  SYNC_INTERVAL_SECONDS: seconds(1).default(300),
  HISTORY_DAYS: z.coerce.number().int().min(1).max(3660).default(400),
  READ_ONLY: z.stringbool().default(false),
  MCP: z.enum(["off", "read", "propose"], "must be off, read, or propose").optional(),
  HSTS_INCLUDE_SUBDOMAINS: z.stringbool().default(false),
  METRICS_TOKEN: secret.optional(),
  ENVELOPE_KEY: secret.optional(),
  ENVELOPE_KEY_PREVIOUS: formerSecret.optional(),
  WEBHOOK_ALLOW_PRIVATE: z.stringbool().default(false),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .refine((text) => parseMailFrom(text) !== null, "is not a mail address")
    .optional(),
  AUDIT_KEY_FILE: z
    .string()
    .refine(isReadableFile, "is not a readable file")
    .refine(
      (path) => !isReadableFile(path) || statSync(path).size >= minSecretLength,
      "has fewer than 32 bytes",
    )
    .optional(),
  AUDIT_CHECKPOINT_FILE: z.string().refine(isAppendable, "is not a writable file").optional(),
  AUDIT_CHECKPOINT_URL: httpUrl.optional(),
  AUDIT_CHECKPOINT_LINES: z.coerce.number().int().min(1).max(1_000_000).default(100),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.enum(["http/json"], "must be http/json").default("http/json"),
  OTEL_TRACES_EXPORTER: z.enum(["otlp", "none"], "must be otlp or none").default("otlp"),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: z.string().optional(),
  OTEL_SDK_DISABLED: z.stringbool().default(false),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

type Name = keyof typeof variables.shape;

/** Each can also be given as a path in `<name>_FILE`. The admin key and the OAuth token have their own twins above. */
export const fileSecrets: readonly Name[] = [
  "DATABASE_URL",
  "DATABASE_DIRECT_URL",
  "NEXTAUTH_SECRET",
  "NEXTAUTH_SECRET_PREVIOUS",
  "METRICS_TOKEN",
  "SMTP_URL",
  "ENVELOPE_KEY",
  "ENVELOPE_KEY_PREVIOUS",
  "AUDIT_CHECKPOINT_URL",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OIDC_CLIENT_SECRET",
  "GOOGLE_CLIENT_SECRET",
  "GITHUB_CLIENT_SECRET",
  "ENTRA_CLIENT_SECRET",
  "OKTA_CLIENT_SECRET",
];

export const variableNames: readonly string[] = [
  ...Object.keys(variables.shape),
  ...fileSecrets.map((name) => `${name}_FILE`),
];
