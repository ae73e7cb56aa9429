import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";

const program = [
  process.execPath,
  "--import",
  "tsx",
  "--conditions=react-server",
  "lib/core/log/test-log-lines.ts",
];
const environment = (given: Record<string, string>) => {
  const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
  return { ...rest, LOG_LEVEL: "info", TERM: "xterm-256color", ...given };
};

function showOnTerminal(given: Record<string, string> = {}): string {
  const command = program.map((part) => `'${part}'`).join(" ");
  const args =
    process.platform === "darwin" ? ["-q", "/dev/null", ...program] : ["-qec", command, "/dev/null"];
  const { error, status, stdout } = spawnSync("script", args, { encoding: "utf8", env: environment(given) });
  expect({ error, status }).toEqual({ error: undefined, status: 0 });
  return stdout.replaceAll("\r", "");
}

function pipe(given: Record<string, string> = {}): Record<string, unknown>[] {
  const [node = "", ...args] = program;
  const { stdout } = spawnSync(node, args, { encoding: "utf8", env: environment(given) });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const link = "http://localhost:3000/sign-in/link?token=abc";

test("a person sees short lines, and the link to sign in on a line of its own", () => {
  const shown = showOnTerminal();
  expect(shown).toContain("\u001b[");
  const lines = stripVTControlCharacters(shown).split("\n");
  expect(lines[0]).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: audit #12 member\.change_role succeeded$/);
  expect(lines[1]).toMatch(/^\[\d\d:\d\d:\d\d\] WARN: lost a database connection reason=ECONNRESET$/);
  expect(lines[2]).toMatch(/ERROR: internal error$/);
  expect(lines.slice(3).join("\n")).toContain("Error: it broke");
  expect(lines).toContain("Caused by TypeError: no such thing");
  expect(lines).toContain(`    ${link}`);
  expect(shown).not.toContain('{"');
});

test("a text from elsewhere neither forges a line nor commands the terminal", () => {
  const shown = showOnTerminal({ NO_COLOR: "1" });
  const escaped = String.raw`no\u{1b}[2J\u{202e}\n[09:00:00] INFO: forged`;
  const lines = shown.split("\n");
  expect(lines.find((line) => line.includes("sign-in problem"))).toMatch(/ sign-in problem reason=no/);
  for (const whole of [`reason=${escaped}`, `Error: ${escaped}`, `Caused by TypeError: ${escaped}`])
    expect(lines.some((line) => line.trimEnd().endsWith(whole))).toBe(true);
  expect(lines.filter((line) => line.startsWith("[09:00:00]"))).toEqual([]);
  for (const sign of ["\u001b", "\u202e"]) expect(shown).not.toContain(sign);
});

test("without colors where NO_COLOR is set", () => {
  const shown = showOnTerminal({ NO_COLOR: "1" });
  expect(shown).toBe(stripVTControlCharacters(shown));
  expect(shown).toContain(link);
});

test("a program reads lines of JSON", () => {
  expect(pipe()).toMatchObject([
    { level: "info", msg: "audit", audit: { seq: 12 } },
    { level: "warn", reason: "ECONNRESET" },
    { level: "error", err: { message: "it broke" } },
    { level: "warn", reason: expect.stringContaining("forged") },
    { level: "error", err: { message: expect.stringContaining("forged") } },
    { level: "info", url: link },
  ]);
});

test.each(["warn", "silent"])(
  "at the level %s the link is still shown: nobody can sign in without it",
  (level) => {
    expect(pipe({ LOG_LEVEL: level }).at(-1)).toMatchObject({ url: link });
  },
);
