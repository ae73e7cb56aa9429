import "server-only";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { createSandbox, type Sandbox, type SandboxOptions } from "@/lib/sandbox/app";

export function resetSandbox(options: SandboxOptions = {}): Sandbox {
  forget("sandbox");
  return processSingleton("sandbox", () => createSandbox(options));
}

export function listWrites(): string[] {
  const { requests } = processSingleton("sandbox", () => createSandbox());
  return [...requests.keys()].filter((request) => !request.startsWith("GET"));
}
