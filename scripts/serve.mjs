import { createServer } from "node:http";
import { Refusal } from "./run.mjs";

/** How long requests under way may take once we were told to stop. */
const drainMs = 10_000;

/** Serves the production build in this very process, so that whoever ends it ends everything. */
export async function serve(root, port) {
  const { default: next } = await import("next");
  const server = createServer((request, response) => {
    // For lib/auth/client-address.ts: Next tells nobody who is at the other end.
    request.headers["x-castellan-peer"] = request.socket.remoteAddress ?? "unknown";
    handle(request, response);
  });
  // Proxies keep idle connections for 60 s; closing them first here would cut off their next request.
  server.keepAliveTimeout = 65_000;
  const app = next({ dev: false, dir: root, port, hostname: "localhost", httpServer: server, quiet: true });
  const handle = app.getRequestHandler();
  const started = listenForStart();
  await app.prepare();
  await listen(server, port);
  const stopServices = await started;
  process.stdout.write(`Castellan is ready: http://localhost:${port}\n`);
  stopOnSignal(server, app, stopServices);
}

/** instrumentation-node.ts calls this when the store is open, or ends the process; `prepare` does not wait for it. */
function listenForStart() {
  return new Promise((resolve) => {
    globalThis[Symbol.for("castellan.started")] = resolve;
  });
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(new Refusal(`Port ${port} cannot be used (${cause.code}).`)));
    server.listen(port, resolve);
  });
}

function stopOnSignal(server, app, stopServices) {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    const drained = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), drainMs).unref();
    await drained;
    await app.close();
    await stopServices();
    process.exit(0);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
}
