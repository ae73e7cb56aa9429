import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type TestProcess = { child: ChildProcess; nextLine: () => Promise<string>; kill: () => Promise<void> };

export function startProcess(file: string, ...args: string[]): TestProcess {
  return launch(["--import", "tsx", "--conditions=react-server", file, ...args]);
}

/** For files that load Next: outside its bundle, Next is complete only without the condition. */
export function startServer(file: string, environment: NodeJS.ProcessEnv): TestProcess {
  return launch(["--import", "tsx", file], { ...environment, TSX_TSCONFIG_PATH: "vitest/tsconfig.json" });
}

function launch(args: string[], env?: NodeJS.ProcessEnv): TestProcess {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"], ...(env && { env }) });
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
