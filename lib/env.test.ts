import { expect, test } from "vitest";
import { EnvError, parseEnv } from "./env";

function listProblems(source: Record<string, string>): string[] {
  try {
    parseEnv(source);
    return [];
  } catch (cause) {
    if (cause instanceof EnvError) return cause.problems;
    throw cause;
  }
}

const toNames = (problems: string[]) => problems.map((problem) => problem.split(":")[0]).sort();

test("an empty environment is the sandbox on port 3000", () => {
  expect(parseEnv({})).toMatchObject({
    PORT: 3000,
    DATA_DIR: ".data",
    isSandbox: true,
    READ_ONLY: false,
    HISTORY_DAYS: 400,
  });
});

test("an empty value counts as absent", () => {
  expect(parseEnv({ PORT: "", ANTHROPIC_ADMIN_KEY: "", OIDC_ISSUER: "" })).toMatchObject({
    PORT: 3000,
    isSandbox: true,
  });
});

test("a key means a real organisation, at the pace that the vendor allows", () => {
  expect(parseEnv({ ANTHROPIC_ADMIN_KEY: " sk-ant-admin01-x \n" })).toMatchObject({
    ANTHROPIC_ADMIN_KEY: "sk-ant-admin01-x",
    isSandbox: false,
    requestsPerMinute: 90,
  });
  expect(parseEnv({ ANTHROPIC_ADMIN_KEY: "k", ADMIN_API_REQUESTS_PER_MINUTE: "40" }).requestsPerMinute).toBe(
    40,
  );
});

test("every wrong name is told at once, those between names included, and no value", () => {
  const problems = listProblems({
    PORT: "70000",
    DATABASE_URL: "mysql://ada:s3cret@db/x",
    READ_ONLY: "perhaps",
    LOG_LEVEL: "loud",
    HISTORY_DAYS: "-1",
    BOOTSTRAP_ADMINS: "ada@example.com, nobody",
    OIDC_ISSUER: "https://id.example.com",
    ANTHROPIC_ADMIN_KEY: "sk-ant-admin01-s3cret",
    ANTHROPIC_ADMIN_KEY_FILE: "/nowhere/s3cret",
  });
  expect(new Set(toNames(problems))).toEqual(
    new Set([
      "ANTHROPIC_ADMIN_KEY_FILE",
      "BOOTSTRAP_ADMINS",
      "DATABASE_URL",
      "HISTORY_DAYS",
      "LOG_LEVEL",
      "OIDC_CLIENT_ID",
      "OIDC_CLIENT_SECRET",
      "PORT",
      "READ_ONLY",
    ]),
  );
  expect(problems.join("\n")).not.toContain("s3cret");
});

test("an identity provider is set whole or not at all, and Entra ID for one tenant", () => {
  const problems = listProblems({
    GOOGLE_CLIENT_ID: "id",
    GITHUB_CLIENT_SECRET: "s3cret",
    ENTRA_TENANT_ID: "common",
    OKTA_ISSUER: "https://x.okta.com",
  });
  expect(new Set(toNames(problems))).toEqual(
    new Set([
      ...["GOOGLE_CLIENT_SECRET", "GITHUB_CLIENT_ID", "OKTA_CLIENT_ID", "OKTA_CLIENT_SECRET"],
      ...["ENTRA_TENANT_ID", "ENTRA_CLIENT_ID", "ENTRA_CLIENT_SECRET"],
    ]),
  );
  expect(problems.join("\n")).not.toContain("s3cret");
});

test("a key file must be a file", () => {
  expect(toNames(listProblems({ ANTHROPIC_ADMIN_KEY_FILE: "lib" }))).toEqual(["ANTHROPIC_ADMIN_KEY_FILE"]);
  expect(parseEnv({ ANTHROPIC_ADMIN_KEY_FILE: "package.json" }).isSandbox).toBe(false);
});
