import { listenAll, toAddresses, toListening } from "./listen.mjs";

/** How long requests under way may take once we were told to stop. */
const drainMs = 10_000;

/** Serves the production build in this very process, so that whoever ends it ends everything. */
export async function serve(root, port) {
  const { default: next } = await import("next");
  const app = next({ dev: false, dir: root, port, hostname: "localhost", quiet: true });
  const handle = app.getRequestHandler();
  const isHttps = process.env.NEXTAUTH_URL?.startsWith("https:");
  const started = listenForStart();
  await app.prepare();
  const stopServices = await started;
  // Only now: until the store is this installation's own, nobody may be answered.
  const servers = await listenAll(toAddresses(), port, (request, response) => {
    // For lib/auth/client-address.ts: Next tells nobody who is at the other end.
    request.headers["x-castellan-peer"] = request.socket.remoteAddress ?? "unknown";
    // proxy.ts does this for pages; static files do not pass through it.
    if (isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000");
    handle(request, response);
  });
  // Proxies keep idle connections for 60 s; closing them first here would cut off their next request.
  for (const server of servers) server.keepAliveTimeout = 65_000;
  process.stdout.write(`Castellan is ready: http://localhost:${port} (listening ${toListening(servers)})\n`);
  stopOnSignal(servers, app, stopServices);
}

/** instrumentation-node.ts calls this when the store is open, or ends the process; `prepare` does not wait for it. */
function listenForStart() {
  return new Promise((resolve) => {
    globalThis[Symbol.for("castellan.started")] = resolve;
  });
}

function stopOnSignal(servers, app, stopServices) {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    const drained = Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    for (const server of servers) server.closeIdleConnections();
    setTimeout(() => servers.map((server) => server.closeAllConnections()), drainMs).unref();
    await drained;
    await app.close();
    await stopServices();
    process.exit(0);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
}
