/** Next runs this once in every server process before the first request; never during a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (process.env.NODE_ENV === "production") {
    const { guardConsole, guardProcess } = await import("./lib/guard-console");
    guardConsole();
    guardProcess();
  }
  const { startServices } = await import("./instrumentation-node");
  await startServices();
}
