import { toSafeText } from "@/lib/core/log/logged-error";

export function toFileArgument(usage: string): string {
  const [file, ...rest] = process.argv.slice(2);
  if (!file || rest.length > 0) throw new Error(`Usage: ${usage}`);
  return file;
}

export async function runCommand(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (cause) {
    console.error(toSafeText(cause));
    process.exitCode = 1;
  }
}
