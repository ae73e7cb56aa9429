import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type TestProcess = { child: ChildProcess; nextLine: () => Promise<string>; kill: () => Promise<void> };

/** Runs one of our files in a process of its own, as a second server or command would be. */
export function startProcess(file: string, ...args: string[]): TestProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", file, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => (await lines.next()).value ?? "";
  const kill = () => {
    child.kill("SIGKILL");
    return ended;
  };
  return { child, nextLine, kill };
}
