const ends: (() => Promise<unknown>)[] = [];

/** What a command starts is ended in the opposite order, even if the command fails or is interrupted. */
export function atEnd(end: () => Promise<unknown>): void {
  ends.push(end);
}

export async function endAll(): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end();
}

export async function onStage(run: () => Promise<void>): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => endAll().finally(() => process.exit(1)));
  try {
    await run();
  } finally {
    await endAll();
  }
}
