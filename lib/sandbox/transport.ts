import "server-only";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { createSandbox, defaultSandboxKey, defaultSandboxToken, type Sandbox } from "./app";

export const sandboxKey = defaultSandboxKey;
export const sandboxToken = defaultSandboxToken;

export function openSandbox(): Sandbox {
  return processSingleton("sandbox", () => createSandbox());
}

export const toSandbox: typeof fetch = (input, init) => openSandbox().fetch(input, init);
