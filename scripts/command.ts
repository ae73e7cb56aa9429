import { toSafeText } from "@/lib/logged-error";

/** The file named on the command line; says how to call the command where there is none. */
export function toFileArgument(usage: string): string {
  const [file, ...rest] = process.argv.slice(2);
  if (!file || rest.length > 0) throw new Error(`Usage: ${usage}`);
  return file;
}

/** Runs an operator's command: a failure is one line and exit code 1. */
export async function runCommand(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (cause) {
    console.error(toSafeText(cause));
    process.exitCode = 1;
  }
}
