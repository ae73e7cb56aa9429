import "server-only";
import type { z } from "zod";
import { readSecretFiles } from "./env-files";
import { listContradictions } from "./env-rules";
import { fileSecrets, variables } from "./env-variables";

type Source = Record<string, string | undefined>;

function toEnv(values: z.infer<typeof variables>) {
  const isSandbox = !values.ANTHROPIC_ADMIN_KEY && !values.ANTHROPIC_ADMIN_KEY_FILE;
  return {
    ...values,
    isSandbox,
    isTraced:
      !values.OTEL_SDK_DISABLED &&
      values.OTEL_TRACES_EXPORTER === "otlp" &&
      Boolean(values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? values.OTEL_EXPORTER_OTLP_ENDPOINT),
    // Where nothing is at stake, it is there to be tried.
    mcp: values.MCP ?? (isSandbox ? ("propose" as const) : ("off" as const)),
    // The vendor allows 100 a minute; the sandbox has no limit.
    requestsPerMinute: values.ADMIN_API_REQUESTS_PER_MINUTE ?? (isSandbox ? 6000 : 90),
  };
}

export type Env = ReturnType<typeof toEnv>;

export class EnvError extends Error {
  override name = "EnvError";
  constructor(readonly problems: string[]) {
    super(`Invalid environment:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
}

export function parseEnv(source: Source): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const { values, sources, problems: unread } = readSecretFiles(given, fileSecrets);
  const { data, error } = variables.safeParse(values);
  // Values stay out of the text, because any of them may be a secret.
  const wrong = error?.issues.map(({ path: [name], message }) => {
    const key = String(name);
    return `${sources[key] ?? key}: ${message}`;
  });
  const problems = [...unread, ...(wrong ?? []), ...listContradictions(values)];
  if (!data || problems.length > 0) throw new EnvError(problems);
  return toEnv(data);
}

export const env = parseEnv(process.env);

/** Next writes this into what it bundles; tests and commands run from the source. */
export const isBundled = process.env.NEXT_RUNTIME !== undefined;

// next-auth 4 learns its address from the request only under this name; lib/core/auth checks that header first.
process.env.AUTH_TRUST_HOST = "1";
