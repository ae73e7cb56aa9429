import "server-only";
import { forget, once } from "@/lib/once";
import { createSandbox, type Sandbox, type SandboxOptions } from "@/lib/sandbox/app";

export function resetSandbox(options: SandboxOptions = {}): Sandbox {
  forget("sandbox");
  return once("sandbox", () => createSandbox(options));
}

export function listWrites(): string[] {
  const { requests } = once("sandbox", () => createSandbox());
  return [...requests.keys()].filter((request) => !request.startsWith("GET"));
}
