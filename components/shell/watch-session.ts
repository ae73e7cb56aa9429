import { askSession } from "@/lib/account/sessions/queries";
import { AppError } from "@/lib/core/errors/errors";
import { onNews } from "./channel";

const restMs = 60_000;
const doubtMs = 1_000;
let watching: AbortController | undefined;

/**
 * Reports activity to the server at most once a minute. Loads the page again when the session ends, or is another person's:
 * in a tab that was left open, too.
 */
export function watchSession(): () => void {
  const control = new AbortController();
  const { signal } = control;
  let askedAt = 0;
  let isDoubted = false;
  let who: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askIn = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(false), delayMs);
  };
  async function ask(isActive: boolean): Promise<void> {
    try {
      const { secondsLeft, person } = await askSession(isActive, signal);
      who ??= person;
      if (person !== who) return window.location.reload();
      isDoubted = false;
      if (!signal.aborted) askIn((secondsLeft + 1) * 1000);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof AppError && error.code === "unauthenticated")) return askIn(restMs);
      if (isDoubted) return window.location.reload();
      // A confirmation in another window may have replaced the session while this request ran.
      isDoubted = true;
      askIn(doubtMs);
    }
  }
  function noteInput(): void {
    if (Date.now() - askedAt < restMs) return;
    askedAt = Date.now();
    ask(true);
  }
  for (const event of ["pointerdown", "keydown"])
    window.addEventListener(event, noteInput, { passive: true, signal });
  document.addEventListener("visibilitychange", () => document.hidden || ask(false), { signal });
  const stopListening = onNews("left", () => ask(false));
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    stopListening();
  });
  noteInput();
  watching = control;
  return () => control.abort();
}

/** Call before signing out: a pending response would set the session cookie again. */
export function stopWatching(): void {
  watching?.abort();
}
