import "server-only";
import { z } from "zod";

const seconds = (least: number) => z.coerce.number().int().min(least).max(86_400);
const httpUrl = z.url({ protocol: /^https?$/ });
const emails = z
  .string()
  .transform((list) => list.split(",").map((email) => email.trim().toLowerCase()))
  .pipe(z.array(z.email()));

const variables = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  ANTHROPIC_ADMIN_KEY: z.string().trim().min(1).optional(),
  ANTHROPIC_ADMIN_KEY_FILE: z.string().optional(),
  ANTHROPIC_BASE_URL: httpUrl.default("https://api.anthropic.com"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().default(".data"),
  NEXTAUTH_URL: httpUrl.optional(),
  NEXTAUTH_SECRET: z.string().optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("SSO"),
  BOOTSTRAP_ADMINS: emails.default([]),
  ADMIN_API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).optional(),
  SYNC_INTERVAL_SECONDS: seconds(1).default(300),
  HISTORY_DAYS: z.coerce.number().int().min(1).max(3660).default(400),
  READ_ONLY: z.stringbool().default(false),
  METRICS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

const environment = variables
  .superRefine((value, context) => {
    const oidc = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;
    const missing = oidc.filter((name) => value[name] === undefined);
    if (missing.length < oidc.length) {
      for (const name of missing)
        context.addIssue({ code: "custom", path: [name], message: "is missing while other OIDC_ names are set" });
    }
    if (value.ANTHROPIC_ADMIN_KEY && value.ANTHROPIC_ADMIN_KEY_FILE)
      context.addIssue({
        code: "custom",
        path: ["ANTHROPIC_ADMIN_KEY_FILE"],
        message: "cannot be set together with ANTHROPIC_ADMIN_KEY",
      });
  })
  .transform((value) => {
    const isSandbox = !value.ANTHROPIC_ADMIN_KEY && !value.ANTHROPIC_ADMIN_KEY_FILE;
    return {
      ...value,
      isSandbox,
      // The vendor allows 100 a minute; the sandbox in this process has no such limit to keep.
      requestsPerMinute: value.ADMIN_API_REQUESTS_PER_MINUTE ?? (isSandbox ? 6000 : 90),
    };
  });

export type Env = z.infer<typeof environment>;

/** Thrown at boot; `problems` has one line per wrong or missing name. */
export class EnvError extends Error {
  override name = "EnvError";
  constructor(readonly problems: string[]) {
    super(`Wrong environment:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
}

/** Reads the environment as `docs/configuration.md` lists it. Empty values count as absent. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const { data, error } = environment.safeParse(given);
  if (data) return data;
  // Values stay out of the text: any of them may be a secret.
  throw new EnvError(error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
}

export const env = parseEnv(process.env);
