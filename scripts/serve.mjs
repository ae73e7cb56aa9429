import { createServer } from "node:http";
import { Refusal } from "./run.mjs";

/** How long requests under way may take once we were told to stop. */
const drainMs = 10_000;

/** Serves the production build in this very process, so that whoever ends it ends everything. */
export async function serve(root, port) {
  const { default: next } = await import("next");
  const server = createServer((request, response) => handle(request, response));
  // Proxies keep idle connections for 60 s; closing them first here would cut off their next request.
  server.keepAliveTimeout = 65_000;
  const app = next({ dev: false, dir: root, port, hostname: "localhost", httpServer: server, quiet: true });
  const handle = app.getRequestHandler();
  await app.prepare(); // Opens the store, by instrumentation.ts, or ends the process.
  await listen(server, port);
  process.stdout.write(`Castellan is ready: http://localhost:${port}\n`);
  stopOnSignal(server, app);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(new Refusal(`Port ${port} cannot be used (${cause.code}).`)));
    server.listen(port, resolve);
  });
}

function stopOnSignal(server, app) {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    const drained = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), drainMs).unref();
    await drained;
    await app.close();
    // The server's bundle keeps its own copy of our modules; instrumentation.ts leaves the way in here.
    await globalThis[Symbol.for("castellan.stop")]?.();
    process.exit(0);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
}
