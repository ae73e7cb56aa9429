import "server-only";
import { format, stripVTControlCharacters } from "node:util";
import { log } from "./log";
import { isError, isExpected, isHungUp, toLoggable, toReason, toSafeText } from "./logged-error";

const levels = { error: "error", warn: "warn", info: "info", log: "info", debug: "debug" } as const;
type Method = keyof typeof levels;

/**
 * Next and React print errors through `console`, including every property that a driver attached. From here on, such
 * lines go through the log, which knows what to leave out, as JSON.
 */
export function guardConsole(target: Pick<Console, Method> = console, to = log): void {
  // Sound: a key of the table above.
  for (const [method, level] of Object.entries(levels))
    target[method as Method] = (...said: unknown[]) => {
      const err = said.find(isError);
      if (err && isExpected(err)) return to.info({ why: toReason(err) }, "refused");
      if (err && isHungUp(err)) return to.debug("a client hung up");
      to[level](err ? { err } : {}, toLine(said));
    };
}

/** Ends the process as Node does, but logs the reason. */
export function guardProcess(): void {
  process.on("uncaughtException", (err) => {
    log.fatal({ err }, "uncaught error: the process exits");
    process.exit(1);
  });
}

function toLine(said: readonly unknown[]): string {
  const shown = said.map((value) => (isError(value) ? toSafeText(value) : toLoggable(value)));
  return stripVTControlCharacters(format(...shown)).trim();
}
