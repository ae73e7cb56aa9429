import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { BlockList } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "./env";
import { fileSecrets, variableNames } from "./env-variables";

const folder = mkdtempSync(join(tmpdir(), "castellan-env-"));
afterAll(() => rmSync(folder, { recursive: true }));

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

test("a key means a real organization, at the vendor's pace", () => {
  expect(parseEnv({ ANTHROPIC_ADMIN_KEY: " sk-ant-admin01-x \n" })).toMatchObject({
    ANTHROPIC_ADMIN_KEY: "sk-ant-admin01-x",
    isSandbox: false,
    requestsPerMinute: 90,
  });
  expect(parseEnv({ ANTHROPIC_ADMIN_KEY: "k", ADMIN_API_REQUESTS_PER_MINUTE: "40" }).requestsPerMinute).toBe(
    40,
  );
});

test("every wrong name is reported at once, including contradictions, without values", () => {
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

test("an identity provider must be configured completely, and Entra ID must name one tenant", () => {
  const problems = listProblems({
    GOOGLE_CLIENT_ID: "id",
    GITHUB_CLIENT_SECRET: "s3cret",
    ENTRA_TENANT_ID: "common",
    OKTA_ISSUER: "https://x.okta.com",
  });
  expect(new Set(toNames(problems))).toEqual(
    new Set([
      ...["GOOGLE_CLIENT_SECRET", "GITHUB_CLIENT_ID", "GITHUB_ORG", "OKTA_CLIENT_ID", "OKTA_CLIENT_SECRET"],
      ...["ENTRA_TENANT_ID", "ENTRA_CLIENT_ID", "ENTRA_CLIENT_SECRET"],
    ]),
  );
  expect(problems.join("\n")).not.toContain("s3cret");
});

test("a key file must be a file", () => {
  expect(toNames(listProblems({ ANTHROPIC_ADMIN_KEY_FILE: "lib" }))).toEqual(["ANTHROPIC_ADMIN_KEY_FILE"]);
  expect(parseEnv({ ANTHROPIC_ADMIN_KEY_FILE: "package.json" }).isSandbox).toBe(false);
});

describe.each(["NEXTAUTH_SECRET", "METRICS_TOKEN"])("%s", (name) => {
  test("a secret has 32 characters at least", () => {
    const problems = listProblems({ [name]: "s3cret".padEnd(31, "x") });
    expect(problems).toEqual([`${name}: has fewer than 32 characters`]);
    expect(listProblems({ [name]: "s3cret".padEnd(32, "x") })).toEqual([]);
  });
});

describe.each([
  ["ANTHROPIC_BASE_URL", {}],
  ["NEXTAUTH_URL", {}],
  ["OIDC_ISSUER", { OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" }],
  ["OKTA_ISSUER", { OKTA_CLIENT_ID: "c", OKTA_CLIENT_SECRET: "s" }],
  ["ENTRA_AUTHORITY", {}],
  ["GITHUB_URL", {}],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", {}],
  ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", {}],
])("the address %s", (name, others) => {
  test.each([
    "http://castellan.example",
    "http://10.0.0.5:8080",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://0.0.0.0",
  ])("the address of another server is refused as %s", (url) => {
    expect(listProblems({ ...others, [name]: url })).toEqual([
      `${name}: must be an https address because it is not on loopback`,
    ]);
  });

  test.each([
    "https://castellan.example",
    "http://localhost:4010",
    "http://127.0.0.1:4010",
    "http://127.1",
    "http://[::1]:80",
  ])("the address of another server is accepted as %s", (url) => {
    expect(listProblems({ ...others, [name]: url })).toEqual([]);
  });

  test("the address of another server holds no password", () => {
    const problems = listProblems({ ...others, [name]: "https://ada:s3cret@castellan.example" });
    expect(problems).toEqual([`${name}: cannot contain a user name or password`]);
  });
});

describe.each([
  ["DATABASE_URL", {}],
  ["DATABASE_DIRECT_URL", { DATABASE_URL: "postgres://127.0.0.1/x" }],
])("the database of %s", (name, others) => {
  test.each([
    "postgres://ada:s3cret@db.example/x",
    "postgres://10.0.0.5/x",
    "postgresql://localhost.evil.example/x",
    "postgres://127.0.0.1/x?host=db.example",
    "postgres://db.example/x?sslmode=allow",
    "postgres://db.example/x?ssl=false",
  ])("the address of a database is refused as %s, which says nothing of encryption", (url) => {
    expect(listProblems({ ...others, [name]: url })).toEqual([
      `${name}: needs ?sslmode=verify-full because it is not on loopback, or sslmode=disable for plain text`,
    ]);
  });

  test.each([
    "postgres://localhost/x",
    "postgres://postgres@127.0.0.1:5432/x",
    "postgres://[::1]/x",
    "postgres:///x",
    "postgres:///x?host=/var/run/postgresql",
    "postgres://%2Fvar%2Frun%2Fpostgresql/x",
    "postgres://db.example/x?sslmode=verify-full",
    "postgres://db.example/x?sslmode=require",
    "postgres://db.example/x?sslrootcert=/etc/ca.pem",
    "postgres://db.example/x?ssl=true",
    "postgres://db.example/x?sslmode=disable",
    "postgres://db.example/x?sslmode=no-verify",
  ])("the address of a database is accepted as %s", (url) => {
    expect(listProblems({ ...others, [name]: url })).toEqual([]);
  });
});

describe.each(["NEXTAUTH_SECRET", "METRICS_TOKEN", "ENVELOPE_KEY"])("%s", (name) => {
  test.each([
    "change-me-change-me-change-me-change-me",
    "please-CHANGE_ME-before-you-use-this-at-all",
    "replace-with-the-output-of-openssl-rand",
    "your-secret-your-secret-your-secret!!",
    "this-is-an-example-of-thirty-two-chars",
    "x".repeat(32),
    "0123456789abcdef0123456789abcdef",
    "secretsecretsecretsecretsecretsecret",
  ])("a secret is no secret that everyone knows: %s", (text) => {
    expect(listProblems({ [name]: text })).toEqual([
      `${name}: is an example; make a secret with: openssl rand -base64 48`,
    ]);
  });

  test("a secret can be random, as text of 64 or of 16 characters", () => {
    for (let count = 0; count < 200; count += 1)
      for (const form of ["base64", "base64url", "hex"] as const)
        expect(listProblems({ [name]: randomBytes(32).toString(form) })).toEqual([]);
  });
});

test("an example can be replaced, as the former secret", () => {
  const former = "change-me-change-me-change-me-change-me";
  const names = ["NEXTAUTH_SECRET", "ENVELOPE_KEY"];
  const given = names.flatMap((name) => [
    [name, randomBytes(32).toString("hex")],
    [`${name}_PREVIOUS`, former],
  ]);
  expect(listProblems(Object.fromEntries(given))).toEqual([]);
});

test("what we ship as an example is refused until someone fills it in", () => {
  const example = readFileSync("deploy/kubernetes/secret.example.yaml", "utf8");
  const [, secret = ""] = /nextauth-secret: (\S+)/.exec(example) ?? [];
  const [, token = ""] = /metrics-token: (\S+)/.exec(example) ?? [];
  const problems = listProblems({ NEXTAUTH_SECRET: secret, METRICS_TOKEN: token });
  expect(toNames(problems)).toEqual(["METRICS_TOKEN", "NEXTAUTH_SECRET"]);
  const [, url = ""] = /database-url: (\S+)/.exec(example) ?? [];
  expect(listProblems({ DATABASE_URL: url })).toEqual([]);
});

test("an address past a pooler needs the pooler's", () => {
  const problems = listProblems({ DATABASE_DIRECT_URL: "postgres://localhost/x" });
  expect(problems).toEqual(["DATABASE_URL: is missing while DATABASE_DIRECT_URL is set"]);
});

test("a mail server and who the mail is from need each other", () => {
  expect(listProblems({ SMTP_URL: "smtps://mail.example" })).toEqual([
    "MAIL_FROM: is missing while the other of SMTP_URL and MAIL_FROM is set",
  ]);
  expect(listProblems({ SMTP_URL: "https://mail.example", MAIL_FROM: "Eve <eve" })).toHaveLength(2);
});

test.each(["NEXTAUTH_SECRET", "ENVELOPE_KEY"])("%s_PREVIOUS needs the current one", (name) => {
  const given = { [`${name}_PREVIOUS`]: "o".repeat(32) };
  expect(listProblems(given)).toEqual([`${name}: is missing while ${name}_PREVIOUS is set`]);
  expect(listProblems({ ...given, [name]: "s3cret".padEnd(32, "n") })).toEqual([]);
});

describe("a secret in a file", () => {
  const long = "s3cret".padEnd(40, "x");
  const write = (text: string) => {
    const path = join(folder, "secret");
    writeFileSync(path, text);
    return path;
  };

  test("a secret in a file is read from the name with _FILE, for every secret", () => {
    const secret = /_(SECRET|TOKEN|KEY)(_PREVIOUS)?$|^(DATABASE|DATABASE_DIRECT|AUDIT_CHECKPOINT|SMTP)_URL$/;
    const secrets = variableNames.filter((name) => secret.test(name));
    for (const name of secrets) expect(variableNames).toContain(`${name}_FILE`);
    expect(secrets.length).toBeGreaterThan(fileSecrets.length);
  });

  test.each(fileSecrets)("replaces %s, without the line feed at its end", (name) => {
    const urls: Partial<Record<string, string>> = {
      DATABASE_URL: "postgres://ada:s3cret@db/x?sslmode=require",
      DATABASE_DIRECT_URL: "postgres://ada:s3cret@db/x?sslmode=require",
      AUDIT_CHECKPOINT_URL: "https://x.example/s3cret",
      SMTP_URL: "smtps://ada:s3cret@mail.example",
    };
    const value = urls[name] ?? long;
    const [family = ""] = name.split("_");
    const whole = {
      ...{ OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c" },
      ...{ OKTA_ISSUER: "https://id.example", OKTA_CLIENT_ID: "c" },
      ...{ ENTRA_TENANT_ID: "9f2c1c8e-6c0b-4a6e-9f43-3f5a0c1d2e3f", ENTRA_CLIENT_ID: "c" },
      ...{ GOOGLE_CLIENT_ID: "c", GITHUB_CLIENT_ID: "c", GITHUB_ORG: "northwind" },
    };
    const current = name.endsWith("_PREVIOUS") && {
      [name.replace("_PREVIOUS", "")]: "s3cret".padEnd(32, "c"),
    };
    const beside = name === "DATABASE_DIRECT_URL" ? { DATABASE_URL: urls.DATABASE_URL } : { ...current };
    const sender = name === "SMTP_URL" ? { MAIL_FROM: "Castellan <castellan@northwind.example>" } : {};
    const others = Object.entries({ ...whole, ...beside }).filter(([other]) =>
      other.startsWith(`${family}_`),
    );
    const path = write(`${value}\n`);
    expect(parseEnv({ ...Object.fromEntries(others), ...sender, [`${name}_FILE`]: path })[name]).toBe(value);
  });

  test("a secret in a file is refused beside the value itself", () => {
    const problems = listProblems({ METRICS_TOKEN: long, METRICS_TOKEN_FILE: write(long) });
    expect(problems).toEqual(["METRICS_TOKEN_FILE: cannot be set together with METRICS_TOKEN"]);
  });

  test.each([
    ["a file that is not there", () => join(folder, "nowhere"), "is not a readable file"],
    ["a folder", () => folder, "is not a readable file"],
    ["an empty file", () => write(" \n"), "is an empty file"],
    ["a short secret", () => write("s3cret\n"), "has fewer than 32 characters"],
  ])("a secret in a file is refused if it is %s", (_, toPath, problem) => {
    expect(listProblems({ NEXTAUTH_SECRET_FILE: toPath() })).toEqual([`NEXTAUTH_SECRET_FILE: ${problem}`]);
  });
});

test("trusted proxies are a number or addresses, and never everyone", () => {
  expect(parseEnv({}).TRUSTED_PROXIES).toBe(0);
  expect(parseEnv({ TRUSTED_PROXIES: "2" }).TRUSTED_PROXIES).toBe(2);
  expect(parseEnv({ TRUSTED_PROXIES: "10.0.0.0/8, ::1" }).TRUSTED_PROXIES).toBeInstanceOf(BlockList);
  for (const wrong of [
    "11",
    "-1",
    "proxy.example",
    "10.0.0.0/33",
    "10.0.0.0/8,",
    "0.0.0.0/0",
    "::/0",
    "10.0.0.1/8/8",
  ])
    expect(listProblems({ TRUSTED_PROXIES: wrong }), wrong).toEqual([
      "TRUSTED_PROXIES: is neither a number up to 10 nor a list of addresses",
    ]);
});

describe("the audit log", () => {
  const path = join(folder, "audit-key");

  test("the audit log accepts a key of 32 bytes or more, of any content", () => {
    writeFileSync(path, Buffer.alloc(32, "\n"));
    expect(parseEnv({ AUDIT_KEY_FILE: path }).AUDIT_KEY_FILE).toBe(path);
    writeFileSync(path, Buffer.alloc(31, "x"));
    expect(listProblems({ AUDIT_KEY_FILE: path })).toEqual(["AUDIT_KEY_FILE: has fewer than 32 bytes"]);
    expect(listProblems({ AUDIT_KEY_FILE: folder })).toEqual(["AUDIT_KEY_FILE: is not a readable file"]);
  });

  test("the audit log sends checkpoints to a file that can be created and to an address that no one can read in transit", () => {
    const file = join(folder, "checkpoints.jsonl");
    expect(parseEnv({ AUDIT_CHECKPOINT_FILE: file })).toMatchObject({
      AUDIT_CHECKPOINT_FILE: file,
      AUDIT_CHECKPOINT_LINES: 100,
    });
    for (const wrong of [folder, join(folder, "nowhere", "checkpoints.jsonl")])
      expect(listProblems({ AUDIT_CHECKPOINT_FILE: wrong })).toEqual([
        "AUDIT_CHECKPOINT_FILE: is not a writable file",
      ]);
    expect(
      listProblems({ AUDIT_CHECKPOINT_URL: "http://x.example", AUDIT_CHECKPOINT_LINES: "0" }),
    ).toHaveLength(2);
  });
});

describe("the setting of who may sign in with which provider", () => {
  const google = { GOOGLE_CLIENT_ID: "c", GOOGLE_CLIENT_SECRET: "s" };

  test("the setting of who may sign in with which provider is a list of domains, in lower case", () => {
    const { GOOGLE_HOSTED_DOMAIN, GOOGLE_EMAIL_DOMAINS, OIDC_EMAIL_DOMAINS } = parseEnv({
      ...google,
      GOOGLE_HOSTED_DOMAIN: "Northwind.example",
      GOOGLE_EMAIL_DOMAINS: "northwind.example, north.example",
    });
    expect(GOOGLE_HOSTED_DOMAIN).toEqual(["northwind.example"]);
    expect(GOOGLE_EMAIL_DOMAINS).toEqual(["northwind.example", "north.example"]);
    expect(OIDC_EMAIL_DOMAINS).toBeUndefined();
    for (const list of ["northwind", "*.northwind.example", "@northwind.example", "a.example,"])
      expect(toNames(listProblems({ ...google, GOOGLE_EMAIL_DOMAINS: list })), list).toContain(
        "GOOGLE_EMAIL_DOMAINS",
      );
  });

  test("the setting of who may sign in with which provider names only configured providers for admins", () => {
    expect(parseEnv({ ...google, ADMIN_PROVIDERS: "Google" }).ADMIN_PROVIDERS).toEqual(["google"]);
    expect(listProblems({ ...google, ADMIN_PROVIDERS: "google,okta" })).toEqual([
      "ADMIN_PROVIDERS: names a provider that is not set up",
    ]);
    expect(toNames(listProblems({ ...google, ADMIN_PROVIDERS: "facebook" }))).toContain("ADMIN_PROVIDERS");
  });
});
