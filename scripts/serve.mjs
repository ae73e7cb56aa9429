import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { listenAll, toAddresses, toListening } from "./listen.mjs";
import { say } from "./say.mjs";
import { stopOnSignal, Traffic } from "./stop.mjs";

/** Serves the production build in this very process, so that whoever ends it ends everything. */
export async function serve(root, port) {
  keepHeapSmall();
  takeBuiltConfig(root);
  const { default: next } = await import("next");
  const app = next({ dev: false, dir: root, port, hostname: "localhost", quiet: true });
  const handle = app.getRequestHandler();
  const isHttps = process.env.NEXTAUTH_URL?.startsWith("https:");
  const started = listenForStart();
  // What Next tells of itself. Once its code runs, lib/guard-console.ts takes over, and errors are shown all the time.
  console.log = () => {};
  await app.prepare();
  const services = await started;
  const traffic = new Traffic();
  // Only now: until the store is this installation's own, nobody may be answered.
  const servers = await listenAll(toAddresses(), port, (request, response) => {
    traffic.note(response);
    services.timeRequest(request, response);
    // For lib/auth/client-address.ts: Next tells nobody who is at the other end.
    request.headers["x-castellan-peer"] = request.socket.remoteAddress ?? "unknown";
    // proxy.ts does this for pages; static files do not pass through it.
    if (isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000");
    handle(request, response);
  });
  // Proxies keep idle connections for 60 s; closing them first here would cut off their next request.
  for (const server of servers) server.keepAliveTimeout = 65_000;
  traffic.watch(servers);
  stopOnSignal(traffic, app, services);
  say(`Castellan is ready: http://localhost:${port} (listening ${toListening(servers)})`);
}

/**
 * On a large machine V8 lets a heap grow to four times what is alive before it collects, which after the first sync was
 * hundreds of megabytes of garbage. At one and a half times it collects more often and takes an eighth more CPU time
 * where most of the work is garbage.
 */
function keepHeapSmall() {
  setFlagsFromString("--heap-growing-percent=50");
}

/**
 * As the server of `output: "standalone"` does it: the configuration that the build has written down. To read
 * next.config.ts again, Next would load a compiler, which unpacks itself into the home folder.
 */
function takeBuiltConfig(root) {
  const { config } = JSON.parse(readFileSync(join(root, ".next/required-server-files.json"), "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/** instrumentation-node.ts calls this when the store is open, or ends the process; `prepare` does not wait for it. */
function listenForStart() {
  return new Promise((resolve) => {
    globalThis[Symbol.for("castellan.started")] = resolve;
  });
}
