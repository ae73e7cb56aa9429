import "server-only";
import { forget, once } from "@/lib/once";
import { createSandbox, type Sandbox, type SandboxOptions } from "@/lib/sandbox/app";

/** Puts a fresh sandbox in the place of this process's own. */
export function resetSandbox(options: SandboxOptions = {}): Sandbox {
  forget("sandbox");
  return once("sandbox", () => createSandbox(options));
}

/** What was asked of it other than to read. */
export function listWrites(): string[] {
  const { requests } = once("sandbox", () => createSandbox());
  return [...requests.keys()].filter((request) => !request.startsWith("GET"));
}
