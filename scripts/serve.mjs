import { readFileSync } from "node:fs";
import { Server } from "node:http";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { chooseAddresses, listenAll, toListening, toOwnOrigin } from "./listen.mjs";
import { say } from "./say.mjs";
import { stopOnSignal, Traffic } from "./stop.mjs";

/** Serves in this process, so that ending it ends everything. */
export async function serve(root, port) {
  keepHeapSmall();
  takeBuiltConfig(root);
  const { default: next } = await import("next");
  // Next listens for upgrades on the server that it is given, and would keep each connection open for good. On ours, nobody
  // listens, so that Node takes them for the requests they are, which no limit misses.
  const httpServer = new Server();
  const app = next({ dev: false, dir: root, port, hostname: "localhost", quiet: true, httpServer });
  const handle = app.getRequestHandler();
  const started = listenForStart();
  // Next prints about itself until lib/core/log/guard-console.ts takes over; errors are always shown.
  console.log = () => {};
  await app.prepare();
  const services = await started;
  const traffic = new Traffic();
  // Only now: no one may be answered before the database belongs to this installation.
  const { addresses, reason } = chooseAddresses();
  const servers = await listenAll(addresses, port, async (request, response) => {
    traffic.note(response);
    services.timeRequest(request, response);
    // proxy.ts does this for pages, but static files and refusals bypass it.
    const { transportSecurity } = services;
    if (transportSecurity) response.setHeader("Strict-Transport-Security", transportSecurity);
    if (await services.admit(request, response)) handle(request, response);
  });
  // Proxies keep idle connections for 60 s; closing them first would cut off their next request.
  for (const server of servers) server.keepAliveTimeout = 65_000;
  traffic.watch(servers);
  process.env.__NEXT_PRIVATE_ORIGIN = toOwnOrigin(servers[0].address());
  stopOnSignal(traffic, app, services);
  say(`Castellan is ready: http://localhost:${port} (listening ${toListening(servers, reason)})`);
}

/**
 * On a large machine, V8 lets the heap grow to four times the live size before it collects, hundreds of megabytes of
 * garbage after the first sync. At one and a half times, it costs an eighth more CPU time where most work is garbage.
 */
function keepHeapSmall() {
  setFlagsFromString("--heap-growing-percent=50");
}

/**
 * Like the server of `output: "standalone"`, uses the configuration written by the build. To read next.config.ts, Next
 * would load a compiler, which unpacks itself into the home folder.
 */
function takeBuiltConfig(root) {
  const { config } = JSON.parse(readFileSync(join(root, ".next/required-server-files.json"), "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/** instrumentation-node.ts calls this when the database is open, or ends the process; `prepare` doesn't wait for it. */
function listenForStart() {
  return new Promise((resolve) => {
    globalThis[Symbol.for("castellan.started")] = resolve;
  });
}
