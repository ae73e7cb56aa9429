/** How long requests under way may take once we were told to stop; writes get the time that the Admin API may take. */
const drainMs = 10_000;
/** For an answer to leave once its write has its outcome. */
const answerMs = 1_000;
/** After this the process ends, whatever hangs. Whoever stops it has to wait longer before a SIGKILL. */
export const mostStopMs = 55_000;
const signals = ["SIGTERM", "SIGINT"];

/** The requests under way on some servers, and how to end them without cutting off an answer. */
export class Traffic {
  #servers = [];
  #answers = new Set();
  #isStopping = false;

  /** Each request, before anybody answers it. */
  note(response) {
    if (this.#isStopping) response.setHeader("Connection", "close");
    this.#answers.add(response);
    response.once("close", () => {
      this.#answers.delete(response);
      // Not before Node itself knows that the connection is idle.
      if (this.#isStopping) setImmediate(() => this.#closeIdle());
    });
  }

  watch(servers) {
    this.#servers = servers;
  }

  /** Takes no new connection and closes each one after its last answer. Reads have had their time before `waitForWrites`. */
  async drain(waitForWrites) {
    this.#isStopping = true;
    const closed = Promise.all(this.#servers.map((server) => new Promise((end) => server.close(end))));
    for (const response of this.#answers)
      if (!response.headersSent) response.setHeader("Connection", "close");
    this.#closeIdle();
    await Promise.race([closed, pause(drainMs)]);
    await waitForWrites();
    await Promise.race([closed, pause(answerMs)]);
    for (const server of this.#servers) server.closeAllConnections();
    await closed;
  }

  #closeIdle() {
    for (const server of this.#servers) server.closeIdleConnections();
  }
}

/** `services` is what instrumentation-node.ts hands over. A second signal ends the process at once. */
export function stopOnSignal(traffic, app, services) {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), mostStopMs).unref();
    const quieted = services.quiet();
    await traffic.drain(services.waitForWrites);
    await app.close();
    await quieted;
    await services.close();
    process.exit(0);
  };
  for (const signal of signals) process.off(signal, exit).on(signal, stop);
}

/** Until there is something to drain. No signal would end the first process of a container otherwise. */
export function exitOnSignal() {
  for (const signal of signals) process.on(signal, exit);
}

/** After the listeners that pass a signal on to a program of ours. */
function exit() {
  setImmediate(() => process.exit(0));
}

function pause(waitMs) {
  return new Promise((resolve) => {
    setTimeout(resolve, waitMs).unref();
  });
}
