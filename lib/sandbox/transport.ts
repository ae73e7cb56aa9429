import "server-only";
import { once } from "@/lib/once";
import { createSandbox, defaultSandboxKey, defaultSandboxToken, type Sandbox } from "./app";

export const sandboxKey = defaultSandboxKey;
export const sandboxToken = defaultSandboxToken;

export function openSandbox(): Sandbox {
  return once("sandbox", () => createSandbox());
}

export const toSandbox: typeof fetch = (input, init) => openSandbox().fetch(input, init);
