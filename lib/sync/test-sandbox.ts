import "server-only";
import { forget, once } from "@/lib/once";
import { createSandbox, type Sandbox, type SandboxOptions } from "@/lib/sandbox/app";

/** Puts a fresh sandbox in the place of this process's own. */
export function resetSandbox(options: SandboxOptions = {}): Sandbox {
  forget("sandbox");
  return once("sandbox", () => createSandbox(options));
}
