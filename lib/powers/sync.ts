import "server-only";
import { askPowers } from "./gateway";
import { savePower } from "./mirror";

export async function probePowers(signal?: AbortSignal): Promise<void> {
  const now = new Date();
  for await (const [power, refusal] of askPowers(now)) {
    signal?.throwIfAborted();
    await savePower(power, refusal, now);
  }
}
