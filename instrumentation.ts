/** Next runs this once per server process before the first request, and never during a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (process.env.NODE_ENV === "production") {
    const { guardConsole, guardProcess } = await import("@/lib/core/log/guard-console");
    guardConsole();
    guardProcess();
  }
  const { startServices } = await import("./instrumentation-node");
  await startServices();
}
