import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Resolves once the body has arrived, or as much of it as Node holds before something reads it, and when nobody waits for
 * the answer any more.
 */
export function untilBodyArrives(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding === undefined && Number(length ?? 0) === 0) return Promise.resolve();
  const enough = Math.min(Number(length ?? Number.POSITIVE_INFINITY), request.readableHighWaterMark);
  const isThere = () => request.complete || request.readableLength >= enough;
  if (isThere()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      response.off("close", end);
      resolve();
    };
    response.once("close", end);
    const push = request.push.bind(request);
    // Node adds each part with `push`. Listening for data would take the parts away from Next.
    request.push = (...part) => {
      const isMoreWanted = push(...part);
      if (isThere()) end();
      return isMoreWanted;
    };
  });
}
