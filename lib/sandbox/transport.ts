import "server-only";
import { once } from "@/lib/once";
import { createSandbox, defaultSandboxKey, defaultSandboxToken, type Sandbox } from "./app";

/** The admin key that the sandbox of this process takes. */
export const sandboxKey = defaultSandboxKey;
/** The OAuth token that it takes. */
export const sandboxToken = defaultSandboxToken;

/** The one sandbox of this process, made on first use. */
export function openSandbox(): Sandbox {
  return once("sandbox", () => createSandbox());
}

/** Stands in for `fetch`: requests to any host are answered by the sandbox of this process. */
export const toSandbox: typeof fetch = (input, init) => openSandbox().fetch(input, init);
