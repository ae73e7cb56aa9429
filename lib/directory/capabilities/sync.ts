import "server-only";
import { askCapabilities } from "./gateway";
import { saveCapability } from "./store";

export async function probeCapabilities(signal?: AbortSignal): Promise<void> {
  const now = new Date();
  for await (const [capability, refusal] of askCapabilities(now)) {
    signal?.throwIfAborted();
    await saveCapability(capability, refusal, now);
  }
}
