import "server-only";
import { accessSync, constants, statSync } from "node:fs";
import { z } from "zod";

const seconds = (least: number) => z.coerce.number().int().min(least).max(86_400);
const httpUrl = z.url({ protocol: /^https?$/ });
const emails = z
  .string()
  .transform((list) => list.split(",").map((email) => email.trim().toLowerCase()))
  .pipe(z.array(z.email()));

function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const variables = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  ANTHROPIC_ADMIN_KEY: z.string().trim().min(1).optional(),
  ANTHROPIC_ADMIN_KEY_FILE: z.string().refine(isReadableFile, "is not a file that can be read").optional(),
  ANTHROPIC_BASE_URL: httpUrl.default("https://api.anthropic.com"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().default(".data"),
  NEXTAUTH_URL: httpUrl.optional(),
  NEXTAUTH_SECRET: z.string().optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("SSO"),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GITHUB_URL: httpUrl.default("https://github.com"),
  // One tenant, by its id: "common" would let anybody's tenant say whose address is whose.
  ENTRA_TENANT_ID: z.guid().optional(),
  ENTRA_CLIENT_ID: z.string().optional(),
  ENTRA_CLIENT_SECRET: z.string().optional(),
  ENTRA_AUTHORITY: httpUrl.default("https://login.microsoftonline.com"),
  OKTA_ISSUER: httpUrl.optional(),
  OKTA_CLIENT_ID: z.string().optional(),
  OKTA_CLIENT_SECRET: z.string().optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  BOOTSTRAP_ADMINS: emails.default([]),
  ADMIN_API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).optional(),
  SYNC_INTERVAL_SECONDS: seconds(1).default(300),
  HISTORY_DAYS: z.coerce.number().int().min(1).max(3660).default(400),
  READ_ONLY: z.stringbool().default(false),
  METRICS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

type Source = Record<string, string | undefined>;
/** Each of these identity providers is set whole or not at all. */
const providers = [
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
  ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
  ["ENTRA_TENANT_ID", "ENTRA_CLIENT_ID", "ENTRA_CLIENT_SECRET"],
  ["OKTA_ISSUER", "OKTA_CLIENT_ID", "OKTA_CLIENT_SECRET"],
];

/** What is wrong between names. Apart from the schema, which looks no further once one value is wrong. */
function listContradictions(given: Source): string[] {
  const problems = providers.flatMap((names) => {
    const missing = names.filter((name) => given[name] === undefined);
    if (missing.length === names.length) return [];
    const family = names[0]?.split("_")[0];
    return missing.map((name) => `${name}: is missing while other ${family}_ names are set`);
  });
  if (given.ANTHROPIC_ADMIN_KEY && given.ANTHROPIC_ADMIN_KEY_FILE)
    problems.push("ANTHROPIC_ADMIN_KEY_FILE: cannot be set together with ANTHROPIC_ADMIN_KEY");
  return problems;
}

function toEnv(values: z.infer<typeof variables>) {
  const isSandbox = !values.ANTHROPIC_ADMIN_KEY && !values.ANTHROPIC_ADMIN_KEY_FILE;
  return {
    ...values,
    isSandbox,
    // The vendor allows 100 a minute; the sandbox in this process has no such limit to keep.
    requestsPerMinute: values.ADMIN_API_REQUESTS_PER_MINUTE ?? (isSandbox ? 6000 : 90),
  };
}

export type Env = ReturnType<typeof toEnv>;

/** Thrown at boot; `problems` has one line per wrong or missing name. */
export class EnvError extends Error {
  override name = "EnvError";
  constructor(readonly problems: string[]) {
    super(`Wrong environment:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
}

/** Reads the environment as `docs/configuration.md` lists it. Empty values count as absent. */
export function parseEnv(source: Source): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const { data, error } = variables.safeParse(given);
  // Values stay out of the text: any of them may be a secret.
  const wrong = error?.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`) ?? [];
  const problems = [...wrong, ...listContradictions(given)];
  if (!data || problems.length > 0) throw new EnvError(problems);
  return toEnv(data);
}

export const env = parseEnv(process.env);

// next-auth 4 learns its address from the request only under this name; lib/auth checks that header before it.
process.env.AUTH_TRUST_HOST = "1";
