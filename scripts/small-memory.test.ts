import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { startWithSmallMemory } from "./small-memory.mjs";

type Call = [file: string, args: string[], env: Record<string, string>];

function runWith(env: Record<string, string>, platform = "linux"): Call[] {
  const calls: Call[] = [];
  const execve = (...call: Call) => void calls.push(call);
  const given = {
    platform,
    env,
    execve,
    execPath: "/usr/bin/node",
    execArgv: ["--cpu-prof"],
    argv: ["node", "start.mjs", "x"],
  };
  startWithSmallMemory(given);
  return calls;
}

test("the process is replaced once, with the same arguments and the settings of the C library", () => {
  const [call, ...others] = runWith({ PORT: "1" });
  expect(others).toEqual([]);
  expect(call?.slice(0, 2)).toEqual(["/usr/bin/node", ["/usr/bin/node", "--cpu-prof", "start.mjs", "x"]]);
  expect(call?.[2]).toMatchObject({ PORT: "1", MALLOC_ARENA_MAX: "2" });
  expect(runWith(call?.[2] ?? {})).toEqual([]);
});

test("the process isn't replaced with other settings or another C library", () => {
  expect(runWith({ MALLOC_ARENA_MAX: "8" })).toEqual([]);
  expect(runWith({}, "darwin")).toEqual([]);
});

test("a version of Node that can't replace its process starts as it is", () => {
  const script =
    'delete process.execve; (await import("./scripts/small-memory.mjs")).startWithSmallMemory(); console.log("on")';
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  expect(stdout).toBe("on\n");
});
