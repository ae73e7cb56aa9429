import "server-only";
import { z } from "zod";
import { toDatabaseTls } from "./database-tls";
import { isLoopback } from "./loopback";

type Source = Record<string, string | undefined>;

const providers = [
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
  ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "GITHUB_ORG"],
  ["ENTRA_TENANT_ID", "ENTRA_CLIENT_ID", "ENTRA_CLIENT_SECRET"],
  ["OKTA_ISSUER", "OKTA_CLIENT_ID", "OKTA_CLIENT_SECRET"],
];

const confidential = [
  "ANTHROPIC_BASE_URL",
  "NEXTAUTH_URL",
  "OIDC_ISSUER",
  "OKTA_ISSUER",
  "ENTRA_AUTHORITY",
  "GITHUB_URL",
  "AUDIT_CHECKPOINT_URL",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
];

const databases = ["DATABASE_URL", "DATABASE_DIRECT_URL"];

/** Checks names against each other. Separate from the schema, which stops at the first wrong value. */
export function listContradictions(given: Source): string[] {
  return [
    ...listHalfProviders(given),
    ...listAbsentAdminProviders(given),
    ...listTwoKeys(given),
    ...listLoneDirectUrl(given),
    ...listLonePrevious(given),
    ...listHalfMail(given),
    ...listSandboxProblems(given),
    ...listOpenAddresses(given),
    ...listOpenDatabases(given),
  ];
}

function listHalfProviders(given: Source): string[] {
  return providers.flatMap((names) => {
    const missing = names.filter((name) => (given[name] ?? given[`${name}_FILE`]) === undefined);
    if (missing.length === names.length) return [];
    const family = names[0]?.split("_")[0];
    return missing.map((name) => `${name}: is missing while other ${family}_ names are set`);
  });
}

/** A named provider that doesn't exist would lock out the admins. */
function listAbsentAdminProviders({ ADMIN_PROVIDERS: list, ...given }: Source): string[] {
  const ids = list?.split(",").map((id) => id.trim().toLowerCase()) ?? [];
  const absent = ids.filter((id) => given[`${id.toUpperCase()}_CLIENT_ID`] === undefined);
  return absent.length === 0 ? [] : ["ADMIN_PROVIDERS: names a provider that is not set up"];
}

function listTwoKeys(given: Source): string[] {
  return ["ANTHROPIC_ADMIN_KEY", "ANTHROPIC_OAUTH_TOKEN"]
    .filter((name) => given[name] && given[`${name}_FILE`])
    .map((name) => `${name}_FILE: cannot be set together with ${name}`);
}

/** Alone it would leave the database in `DATA_DIR`, which no one means. */
function listLoneDirectUrl(given: Source): string[] {
  const isLone = given.DATABASE_DIRECT_URL !== undefined && given.DATABASE_URL === undefined;
  return isLone ? ["DATABASE_URL: is missing while DATABASE_DIRECT_URL is set"] : [];
}

/** Without the new one, everything would be written with a secret that nobody meant. */
function listLonePrevious(given: Source): string[] {
  return ["NEXTAUTH_SECRET", "ENVELOPE_KEY"]
    .filter((name) => given[`${name}_PREVIOUS`] !== undefined && given[name] === undefined)
    .map((name) => `${name}: is missing while ${name}_PREVIOUS is set`);
}

function listHalfMail(given: Source): string[] {
  const missing = (["SMTP_URL", "MAIL_FROM"] as const).filter((name) => given[name] === undefined);
  return missing.length === 1
    ? [`${missing[0]}: is missing while the other of SMTP_URL and MAIL_FROM is set`]
    : [];
}

/** The sandbox replaces the API of a key, so both at once is a contradiction. */
function listSandboxProblems(given: Source): string[] {
  const hasKey = Boolean(given.ANTHROPIC_ADMIN_KEY || given.ANTHROPIC_ADMIN_KEY_FILE);
  const { data: isWanted } = z.stringbool().safeParse(given.SANDBOX);
  if (isWanted && hasKey) return ["SANDBOX: cannot be set together with an Admin API key"];
  if (isWanted === false && !hasKey)
    return ["ANTHROPIC_ADMIN_KEY: is missing, and SANDBOX=0 disables the sandbox"];
  return [];
}

function listOpenAddresses(given: Source): string[] {
  return confidential.flatMap((name) => {
    const value = given[name];
    if (value === undefined || !URL.canParse(value)) return [];
    const { protocol, hostname, username, password } = new URL(value);
    const problems: string[] = [];
    if (protocol === "http:" && !isLoopback(hostname))
      problems.push(`${name}: must be an https address because it is not on loopback`);
    if (username || password) problems.push(`${name}: cannot contain a user name or password`);
    return problems;
  });
}

/** pg encrypts only if it is asked to, so whoever wants plain text has to say so. */
function listOpenDatabases(given: Source): string[] {
  return databases.flatMap((name) => {
    const url = given[name];
    if (!url?.startsWith("postgres") || !URL.canParse(url) || toDatabaseTls(url) !== "unsaid") return [];
    return [
      `${name}: needs ?sslmode=verify-full because it is not on loopback, or sslmode=disable for plain text`,
    ];
  });
}
