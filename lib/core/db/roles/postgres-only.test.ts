import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { openPostgres } from "@/lib/core/db/open-postgres";
import { getSessionUrl } from "@/lib/core/db/session-url";

const suffix = randomBytes(4).toString("hex");
const [name, owner, server] = [`roles_${suffix}`, `castellan_owner_${suffix}`, `castellan_server_${suffix}`];
const folder = mkdtempSync(join(tmpdir(), "castellan-roles-"));
const password = "a 'quoted' password";

/** The roles belong to the whole cluster, so each run has its own. */
function readShipped(file: string): string {
  const text = readFileSync(`deploy/postgres/${file}`, "utf8");
  return text.replaceAll("castellan_owner", owner).replaceAll("castellan_server", server);
}

function toUrl(role?: string): string {
  const url = new URL(getSessionUrl() ?? "");
  url.pathname = name;
  if (role) Object.assign(url, { username: role, password: encodeURIComponent(password) });
  return url.href;
}

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

function run(program: string, args: string[], env: Record<string, string>) {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, ...env } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}

/** As the image of PostgreSQL would, if this machine has its client. */
async function setPasswords(): Promise<void> {
  if (spawnSync("psql", ["--version"]).status === 0) {
    for (const role of [owner, server]) writeFileSync(join(folder, `${role}_password`), password);
    const { hostname, port, username, password: own } = new URL(getSessionUrl() ?? "");
    const connection = { PGHOST: hostname, PGPORT: port || "5432", PGPASSWORD: decodeURIComponent(own) };
    const script = readShipped("passwords.sh").replaceAll("/run/secrets", folder);
    run("sh", ["-c", script], { ...connection, POSTGRES_USER: username, POSTGRES_DB: name });
    return;
  }
  for (const role of [owner, server])
    await query(toUrl(), `alter role ${role} password ${pg.escapeLiteral(password)}`);
}

function migrate(): void {
  const grants = join(folder, "grants.sql");
  writeFileSync(grants, readShipped("grants.sql"));
  const script = ["--import", "tsx", "--conditions=react-server", "scripts/migrate.ts", "--grants", grants];
  run(process.execPath, script, { DATABASE_URL: toUrl(owner), DATABASE_DIRECT_URL: "" });
}

beforeAll(async () => {
  await database();
  await query(getSessionUrl() ?? "", `create database ${name}`);
  await query(toUrl(), readShipped("roles.sql"));
  await setPasswords();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  const url = getSessionUrl() ?? "";
  await query(url, `drop database ${name} with (force)`);
  await query(url, `drop role ${owner}`);
  await query(url, `drop role ${server}`);
});

test("the server starts only after the owner migrated, and can add to the log without changing it", {
  timeout: 120_000,
}, async () => {
  await expect(openPostgres(toUrl(server))).rejects.toThrow("run npm run migrate as the owner");
  for (const upgrade of ["first", "second"]) {
    migrate();
    const store = await openPostgres(toUrl(server));
    await store.close();
    await query(toUrl(server), "update settings set changed_by = 'the server'");
    for (const change of ["update audit_log set mac = null", "delete from audit_log", "create table x ()"])
      await expect(query(toUrl(server), change), upgrade).rejects.toMatchObject({ code: "42501" });
  }
});

test("neither role can do more than its job", async () => {
  const { rows } = await query(
    toUrl(owner),
    `select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as strong
     from pg_roles where rolname in ('${owner}', '${server}')`,
  );
  expect(rows).toEqual([{ strong: false }, { strong: false }]);
});
