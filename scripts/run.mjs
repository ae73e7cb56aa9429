import { spawn } from "node:child_process";

/** A failure that the command line tells in one line, without a stack. */
export class Refusal extends Error {}

let stdio = "inherit";

/** What npm and the build print is not JSON: where a program reads our output, it goes to standard error. */
export function keepOutputClean() {
  if (!process.stdout.isTTY) stdio = ["inherit", 2, "inherit"];
}

/**
 * Runs a program in the foreground and answers with its exit code. Our own end is passed on, so that none is
 * left behind.
 */
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

/** npm as it was called for us, or the one on the path. */
export function runNpm(...args) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith(".js") ? runNode(npm, ...args) : run("npm", args);
}

/** Runs `main` and turns a refusal into one line and exit code 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    process.stderr.write(`${cause.message}\n`);
    process.exit(1);
  }
}
