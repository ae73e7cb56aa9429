/** Next runs this once in every server process before the first request; never during a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServices } = await import("./instrumentation-node");
  await startServices();
}
