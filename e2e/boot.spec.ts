import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createFolder, launchCastellan, removeFolder } from "./castellan";
import { test as base, expect } from "./fixtures";
import { findFreePort, type Program, type Settings } from "./processes";

type Launch = (settings: Settings) => Program;

const test = base.extend<{ folder: string; launch: Launch }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
  folder: async ({}, use) => {
    const folder = await createFolder();
    await use(folder);
    await removeFolder(folder);
  },
  /** Starts in `folder`; what still runs after the test, whatever became of it, is ended before the folder goes. */
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

// Several times as long as it takes alone: each test starts programs beside everything else.
test.setTimeout(240_000);

test("a wrong environment is told whole, without its values", async ({ launch }) => {
  const program = launch({
    PORT: "http",
    ANTHROPIC_BASE_URL: "api.anthropic.com",
    DATABASE_URL: "mysql://root:hunter2@db/x",
    OIDC_ISSUER: "https://id.example",
    SYNC_INTERVAL_SECONDS: "0",
    READ_ONLY: "maybe",
    LOG_LEVEL: "loud",
  });
  expect(await program.exitCode).toBe(1);
  for (const name of [
    "PORT",
    "ANTHROPIC_BASE_URL",
    "DATABASE_URL",
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

test("a port that is taken", async ({ launch }) => {
  const holder = createServer();
  const port = await findFreePort();
  await new Promise<void>((resolve) => {
    holder.listen(port, resolve);
  });
  const program = launch({ PORT: String(port) });
  expect(await program.exitCode).toBe(1);
  expect(program.output).toContain(`Port ${port} is taken: set PORT to another one.`);
  expect(program.output).not.toContain("    at ");
  holder.close();
});

test("a DATA_DIR that cannot be written", async ({ folder, launch }) => {
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

test("a DATA_DIR without the right to write", async ({ folder, launch }) => {
  const locked = join(folder, "locked");
  await mkdir(locked);
  await chmod(locked, 0o500);
  // Root may write anywhere; /proc refuses it as well.
  const data = process.getuid?.() === 0 ? "/proc/castellan" : join(locked, "data");
  const program = launch({ DATA_DIR: data, PORT: String(await findFreePort()) });
  expect(await program.exitCode).toBe(1);
  expect(program.output).toMatch(/^DATA_DIR .* cannot be written: E[A-Z]+$/m);
});

test("a PostgreSQL that does not answer", async ({ launch }) => {
  const database = `postgres://castellan:hunter2@127.0.0.1:${await findFreePort()}/castellan`;
  const program = launch({ DATABASE_URL: database, PORT: String(await findFreePort()) });
  expect(await program.exitCode).toBe(1);
  expect(program.output).toMatch(/^Castellan cannot start: .*(PostgreSQL|database|DATABASE_URL)/m);
  expect(program.output).not.toContain("hunter2");
  expect(program.output).not.toContain("    at ");
});

test("one folder, one process; and after a kill -9 it starts again", async ({ launch, request }) => {
  const first = await serve(launch);
  await expect
    .poll(async () => (await request.get(`${first.url}/api/health/ready`)).status(), { timeout: 60_000 })
    .toBe(200);
  const second = launch({ PORT: String(await findFreePort()) });
  expect(await second.exitCode).toBe(1);
  expect(second.output).toContain("is in use by another Castellan process");

  await first.program.stop("SIGKILL");
  const third = await serve(launch);
  expect((await request.get(`${third.url}/sign-in`)).status()).toBe(200);
  await third.program.stop();
  expect(await third.program.exitCode).toBe(0);
});

async function serve(launch: Launch): Promise<{ url: string; program: Program }> {
  const port = await findFreePort();
  const program = launch({ PORT: String(port) });
  const url = `http://localhost:${port}`;
  await program.waitFor(() => program.output.includes(`Castellan is ready: ${url}`) || undefined);
  return { url, program };
}
