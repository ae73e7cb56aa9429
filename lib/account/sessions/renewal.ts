import "server-only";
import { isRefused } from "@/lib/core/auth/provider-refresh";
import { takeDueSessions } from "@/lib/core/auth/provider-session-store";
import { log } from "@/lib/core/log/log";
import { atPriority } from "@/lib/core/process/priority";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { Turns } from "@/lib/core/process/turns";
import { endByProvider } from "./provider-end";

const pollMs = 30_000;
const dueMs = 5 * 60_000;
const mostAtOnce = 50;
const asked = new Turns({ ofKey: 4 });
const stopMs = 5_000;
const key = "session-renewal";

type Worker = { timer: NodeJS.Timeout; round: Promise<void>; isStopped: boolean };

/** In the background, so that no page waits for the provider, and a person who is idle is checked too. */
export function startRenewal(): void {
  processSingleton(key, (): Worker => {
    const worker: Worker = {
      round: Promise.resolve(),
      isStopped: false,
      timer: setInterval(() => {
        worker.round = worker.round.then(() => runRound(() => !worker.isStopped));
      }, pollMs),
    };
    worker.timer.unref();
    return worker;
  });
}

/** Starts nothing more and waits for what is being asked, whose answer may hold the only token that still works. */
export async function stopRenewal(): Promise<void> {
  const worker = processSingleton<Worker | null>(key, () => null);
  forget(key);
  if (!worker) return;
  worker.isStopped = true;
  clearInterval(worker.timer);
  await Promise.race([worker.round, new Promise((resolve) => setTimeout(resolve, stopMs).unref())]);
}

async function runRound(mayGoOn: () => boolean): Promise<void> {
  await atPriority("background", () => renewDue(new Date(), mayGoOn)).catch((err: unknown) =>
    log.warn({ err }, "sessions are checked with the identity provider later"),
  );
}

/** Ends the sessions that their provider refuses to renew. */
export async function renewDue(now = new Date(), mayGoOn = () => true): Promise<void> {
  const before = new Date(now.getTime() - dueMs);
  while (mayGoOn()) {
    const due = await takeDueSessions(before, now, mostAtOnce);
    if (due.length === 0) return;
    await Promise.all(
      due.map((session) =>
        asked.run(session.method, async () => {
          if (await isRefused(session)) await endByProvider([session], session.method, "refused");
        }),
      ),
    );
  }
}
