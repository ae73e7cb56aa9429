import "server-only";
import { askCapabilities } from "./gateway";
import { saveCapability } from "./store";

export async function probeCapabilities(signal?: AbortSignal): Promise<void> {
  const now = new Date();
  for await (const [power, refusal] of askCapabilities(now)) {
    signal?.throwIfAborted();
    await saveCapability(power, refusal, now);
  }
}
