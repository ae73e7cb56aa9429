try {
  await import("@/lib/core/env/env");
} catch (cause) {
  if (!(cause instanceof Error) || cause.name !== "EnvError") throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
}

export {};
