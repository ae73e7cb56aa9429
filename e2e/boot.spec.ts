import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { createFolder, launchCastellan, removeFolder } from "./castellan";
import { startEmulator } from "./emulator";
import { test as base, expect } from "./fixtures";
import { listLinks, redeemLink } from "./open-link";
import { emails } from "./people";
import { findFreePort, type Program, type Settings } from "./processes";
import { signInAt } from "./session";

type Launch = (settings: Settings) => Program;

const test = base.extend<{ folder: string; launch: Launch }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
  folder: async ({}, use) => {
    const folder = await createFolder();
    await use(folder);
    await removeFolder(folder);
  },
  /** Starts Castellan in `folder`; anything still running after the test is ended before the folder is removed. */
  launch: async ({ folder }, use) => {
    const programs: Program[] = [];
    await use((settings) => {
      const program = launchCastellan(folder, settings);
      programs.push(program);
      return program;
    });
    await Promise.all(programs.map((program) => program.stop("SIGKILL")));
  },
});

test("Castellan lists every invalid environment variable at startup without showing its value", async ({
  launch,
}) => {
  const program = launch({
    PORT: "http",
    ANTHROPIC_BASE_URL: "api.anthropic.com",
    DATABASE_URL: "mysql://root:hunter2@db/x",
    NEXTAUTH_URL: "http://castellan.example",
    NEXTAUTH_SECRET: "hunter2",
    METRICS_TOKEN_FILE: "/nowhere/hunter2",
    OIDC_ISSUER: "http://id.example",
    SYNC_INTERVAL_SECONDS: "0",
    READ_ONLY: "maybe",
    LOG_LEVEL: "loud",
  });
  expect(await program.exitCode).toBe(1);
  for (const name of [
    "PORT",
    "ANTHROPIC_BASE_URL",
    "DATABASE_URL",
    "NEXTAUTH_URL",
    "NEXTAUTH_SECRET",
    "METRICS_TOKEN_FILE",
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "SYNC_INTERVAL_SECONDS",
    "READ_ONLY",
    "LOG_LEVEL",
  ])
    expect(program.output).toContain(`${name}: `);
  expect(program.output).not.toContain("hunter2");
  expect(program.output).not.toContain("    at ");
});

test("Castellan doesn't start if the port is in use, and says so", async ({ launch }) => {
  const holder = createServer();
  const port = await findFreePort();
  await new Promise<void>((resolve) => {
    holder.listen(port, resolve);
  });
  const program = launch({ PORT: String(port) });
  expect(await program.exitCode).toBe(1);
  expect(program.output).toContain(`Port ${port} is in use. Set PORT to another port.`);
  expect(program.output).not.toContain("    at ");
  holder.close();
});

test("Castellan doesn't start if DATA_DIR can't be created, and says so", async ({ folder, launch }) => {
  const file = join(folder, "not-a-folder");
  await writeFile(file, "");
  const program = launch({
    DATA_DIR: join(file, "data"),
    PORT: String(await findFreePort()),
  });
  expect(await program.exitCode).toBe(1);
  expect(program.output).toMatch(/^DATA_DIR .*not-a-folder\/data cannot be written: /m);
  expect(program.output).not.toContain("    at ");
});

test("Castellan doesn't start without permission to write to DATA_DIR, and says so", async ({
  folder,
  launch,
}) => {
  const locked = join(folder, "locked");
  await mkdir(locked);
  await chmod(locked, 0o500);
  const data = process.getuid?.() === 0 ? "/proc/castellan" : join(locked, "data");
  const program = launch({ DATA_DIR: data, PORT: String(await findFreePort()) });
  expect(await program.exitCode).toBe(1);
  expect(program.output).toMatch(/^DATA_DIR .* cannot be written: E[A-Z]+$/m);
});

test("Castellan doesn't start if PostgreSQL doesn't respond, and says so", async ({ launch }) => {
  const database = `postgres://castellan:hunter2@127.0.0.1:${await findFreePort()}/castellan`;
  const program = launch({ DATABASE_URL: database, PORT: String(await findFreePort()) });
  expect(await program.exitCode).toBe(1);
  expect(program.output).toMatch(/^Castellan cannot start: .*(PostgreSQL|database|DATABASE_URL)/m);
  expect(program.output).not.toContain("hunter2");
  expect(program.output).not.toContain("    at ");
});

test("one process alone uses a data folder, on this computer only, and starts again after it was killed", {
  tag: "@long",
}, async ({ launch }) => {
  const first = await serve(launch);
  expect(first.program.output).toMatch(
    /ready: \S+ \(listening on 127\.0\.0\.1( and ::1)? only, because neither HOST nor an https NEXTAUTH_URL is set\)/,
  );
  const elsewhere = listOwnAddresses()[0];
  const reach = (host: string) => fetch(first.url.replace("localhost", host)).then(({ status }) => status);
  expect(await reach("127.0.0.1")).toBe(200);
  if (elsewhere) await expect(reach(elsewhere)).rejects.toThrow();
  await expect.poll(async () => (await fetch(`${first.url}/api/health/ready`)).status).toBe(200);
  const second = launch({ PORT: String(await findFreePort()) });
  expect(await second.exitCode).toBe(1);
  expect(second.output).toContain("is in use by another Castellan process");

  await first.program.stop("SIGKILL");
  const third = await serve(launch, { HOST: "0.0.0.0", NEXTAUTH_URL: "https://castellan.example" });
  expect(third.program.output).toContain("(listening on all interfaces, because HOST is 0.0.0.0)");
  await expectHttps(third.url);
  await third.program.stop();
  expect(await third.program.exitCode).toBe(0);
});

/** Every response makes browsers stay on HTTPS if the public address uses it. */
async function expectHttps(url: string): Promise<void> {
  const page = await fetch(`${url}/sign-in`);
  const [, script = ""] = /src="(\/_next\/static\/[^"]+)"/.exec(await page.text()) ?? [];
  for (const answer of [page, await fetch(`${url}${script}`), await fetch(`${url}/icon.svg`)]) {
    expect(answer.status).toBe(200);
    expect(answer.headers.get("strict-transport-security"), answer.url).toBe("max-age=31536000");
  }
}

test("a data folder becomes a real organization's once: no sandbox, other organization, or start without its key opens it", {
  tag: "@long",
}, async ({ launch }) => {
  const own = await startEmulator("sk-ant-admin01-first-key");
  const foreign = await startEmulator("sk-ant-admin01-second-key", "small", 2);
  const toSettings = ({ emulator }: typeof own) => ({
    ANTHROPIC_ADMIN_KEY: emulator.key,
    ANTHROPIC_BASE_URL: emulator.url,
  });
  try {
    const trial = await serve(launch);
    const cookie = await signInAt(trial.url, emails.admin);
    const ask = async (url: string) =>
      (await fetch(`${url}/api/me`, { headers: { cookie: `${cookie.name}=${cookie.value}` } })).status;
    expect(await ask(trial.url)).toBe(200);
    await trial.program.stop();

    const real = await serve(launch, toSettings(own));
    expect(real.program.output).toContain("The store held the sandbox.");
    expect(await ask(real.url)).toBe(401);
    await expect.poll(async () => (await fetch(`${real.url}/api/health/ready`)).status).toBe(200);
    await real.program.stop();

    const lost = launch({ PORT: String(await findFreePort()) });
    expect(await lost.exitCode).toBe(1);
    const [, reason = ""] = lost.output.split("Castellan cannot start: ");
    expect(reason).toMatch(/^the store holds a real organization, but there is no Admin API key\./);
    expect(reason).not.toContain("    at ");

    const other = await serve(launch, toSettings(foreign));
    const isOwn = (link: string) => link.startsWith(other.url);
    const answer = await redeemLink(await other.program.waitFor(() => listLinks(other.program).find(isOwn)));
    expect(answer.headers.get("location")).toBe(`${other.url}/sign-in?error=unproven`);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await (await fetch(`${other.url}/sign-in?error=unproven`)).text()).toContain(
      "can’t confirm yet that the Admin API key belongs",
    );
    await other.program.stop();
  } finally {
    await Promise.all([own.stop(), foreign.stop()]);
  }
});

function listOwnAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address);
}

async function serve(launch: Launch, settings: Settings = {}): Promise<{ url: string; program: Program }> {
  const port = await findFreePort();
  const program = launch({ ...settings, PORT: String(port) });
  const url = `http://localhost:${port}`;
  await program.waitFor(() => program.output.includes(`Castellan is ready: ${url}`) || undefined);
  return { url, program };
}
