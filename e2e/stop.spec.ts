import { readdirSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createFolderWithStore, removeFolder, startCastellan } from "./castellan";
import { startEmulator } from "./emulator";
import { expect, test } from "./fixtures";
import { openLink, waitForLink } from "./open-link";
import { pickRole } from "./pick-role";

const slowMs = 6_000;

test("a change in progress at SIGTERM is finished and audited, and the person sees the result", async ({
  page,
  expectConsoleError,
}) => {
  expectConsoleError(/ERR_CONNECTION_/);
  const { emulator, stop } = await startEmulator("sk-ant-admin01-stop-key");
  const member = await emulator.addMember({
    email: "ines@northwind.example",
    name: "Ines Stop",
    role: "user",
  });
  const castellan = await startCastellan({
    ANTHROPIC_ADMIN_KEY: emulator.key,
    ANTHROPIC_BASE_URL: emulator.url,
    HISTORY_DAYS: "1",
  });
  const { program, url } = castellan;
  try {
    await expect.poll(async () => (await fetch(`${url}/api/health/ready`)).status).toBe(200);
    await openLink(page, await waitForLink(program));
    await page.goto(`${url}/members?q=${member.email}`);
    const path = `/v1/organizations/users/${member.id}`;
    await emulator.addFault({ kind: "slow", method: "POST", path, delay_ms: slowMs, times: 1 });
    await pickRole(
      page.getByRole("row").filter({ hasText: member.email }).getByRole("combobox", { name: "Role" }),
      "Developer",
      { raises: true },
    );
    await expect.poll(() => emulator.countRequestsTo("POST", path)).toBe(1);

    const ended = program.stop("SIGTERM", 60_000);
    await expect
      .poll(() =>
        fetch(`${url}/api/health/live`).then(
          () => "answers",
          () => "refuses",
        ),
      )
      .toBe("refuses");
    expect((await emulator.getMember(member.id))?.role).toBe("user");
    await expect(page.getByRole("status")).toHaveText(/ is now Developer \(was /, {
      timeout: slowMs + 10_000,
    });
    await ended;
    expect(await program.exitCode).toBe(0);
    expect((await emulator.getMember(member.id))?.role).toBe("developer");
    const lines = program.output.split("\n").filter((line) => line.includes('"member.change_role"'));
    expect(lines.map((line) => JSON.parse(line).audit)).toMatchObject([
      { phase: "intent", outcome: null },
      { phase: "outcome", outcome: "succeeded" },
    ]);
  } finally {
    await castellan.stop();
    await stop();
  }
});

test("the server writes files only to DATA_DIR, and only JSON lines to standard output", {
  tag: "@long",
}, async () => {
  const folder = await createFolderWithStore();
  const [home, temporary] = [join(folder, "home"), join(folder, "tmp")];
  await Promise.all([mkdir(home), mkdir(temporary)]);
  const before = listTree();
  const castellan = await startCastellan({ HOME: home, TMPDIR: temporary, HISTORY_DAYS: "1" }, folder);
  try {
    for (const path of ["/sign-in", "/api/health/ready", "/members", "/icon.svg"])
      await fetch(castellan.url + path);
    await castellan.program.stop();
    expect(await castellan.program.exitCode).toBe(0);
    for (const line of castellan.program.output.trimEnd().split("\n"))
      expect(() => JSON.parse(line), line).not.toThrow();
    expect(readdirSync(home)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(listTree()).toEqual(before);
  } finally {
    await removeFolder(folder);
  }
});

/** Modification times of the tree, without files that tests and packages create. */
function listTree(): [string, number][] {
  const others = ["node_modules", ".git", "test-results", "playwright-report"];
  return readdirSync(".")
    .filter((name) => !others.includes(name))
    .flatMap((name) =>
      statSync(name).isDirectory()
        ? readdirSync(name, { recursive: true, encoding: "utf8" }).map((file) => join(name, file))
        : [name],
    )
    .map((file) => [file, statSync(file).mtimeMs]);
}
