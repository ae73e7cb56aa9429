import { spawn } from "node:child_process";

export class Refusal extends Error {}

let stdio = "inherit";

/** npm's and the build's output isn't JSON, so it goes to standard error if a program reads ours. */
export function keepOutputClean() {
  if (!process.stdout.isTTY) stdio = ["inherit", 2, "inherit"];
}

/** Runs in the foreground and returns the exit code. Signals to us are passed on, so that no process is left behind. */
export function run(program, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio, env });
    const end = (signal) => child.kill(signal);
    process.once("SIGINT", end).once("SIGTERM", end);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGINT", end).off("SIGTERM", end);
      if (signal === "SIGINT" || signal === "SIGTERM") process.exit(1);
      resolve(code ?? 1);
    });
  });
}

export function runNode(...args) {
  return run(process.execPath, args);
}

export function runNpm(args, env = process.env) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith(".js") ? run(process.execPath, [npm, ...args], env) : run("npm", args, env);
}

export async function runMain(main) {
  try {
    await main();
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    process.stderr.write(`${cause.message}\n`);
    process.exit(1);
  }
}
