import { setTimeout as pause } from "node:timers/promises";

/** How long running requests may take after a stop; writes get as long as the Admin API may take. */
const drainMs = 10_000;
const answerMs = 1_000;
/** The process ends after this, whatever hangs. Anything that stops it must wait longer before a SIGKILL. */
export const maxStopMs = 55_000;
const signals = ["SIGTERM", "SIGINT"];
const unref = { ref: false };

/** Ends requests under way without cutting off a response. */
export class Traffic {
  #servers = [];
  #answers = new Set();
  #isStopping = false;

  note(response) {
    if (this.#isStopping) response.setHeader("Connection", "close");
    this.#answers.add(response);
    response.once("close", () => {
      this.#answers.delete(response);
      // Only after Node itself knows that the connection is idle.
      if (this.#isStopping) setImmediate(() => this.#closeIdle());
    });
  }

  watch(servers) {
    this.#servers = servers;
  }

  /**
   * Accepts no new connections and closes each one after its last response. Reads get their time before
   * `waitForWrites`.
   */
  async drain(waitForWrites) {
    this.#isStopping = true;
    const closed = Promise.all(this.#servers.map((server) => new Promise((end) => server.close(end))));
    for (const response of this.#answers)
      if (!response.headersSent) response.setHeader("Connection", "close");
    this.#closeIdle();
    await Promise.race([closed, pause(drainMs, undefined, unref)]);
    await waitForWrites();
    await Promise.race([closed, pause(answerMs, undefined, unref)]);
    for (const server of this.#servers) server.closeAllConnections();
    // Node doesn't know all connections, such as those that left HTTP.
    await Promise.race([closed, pause(answerMs, undefined, unref)]);
  }

  #closeIdle() {
    for (const server of this.#servers) server.closeIdleConnections();
  }
}

export function stopOnSignal(traffic, app, services) {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), maxStopMs).unref();
    const quieted = services.quiet();
    await traffic.drain(services.waitForWrites);
    await app.close();
    await quieted;
    await services.close();
    process.exit(0);
  };
  for (const signal of signals) process.off(signal, exit).on(signal, stop);
}

/** Until there is something to drain. Without this, no signal would end a container's first process. */
export function exitOnSignal() {
  for (const signal of signals) process.on(signal, exit);
}

function exit() {
  setImmediate(() => process.exit(0));
}
