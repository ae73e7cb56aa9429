import "server-only";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { peerHeader } from "@/lib/core/auth/client-address";
import { Turns } from "@/lib/core/process/turns";
import { answer } from "./answer";
import { limitBody } from "./body-limit";
import { limitRequests } from "./request-limit";
import { toPath } from "./request-path";
import { refuseUnserved } from "./unserved";

export const livePath = "/api/health/live";
/** Of one address, so that a burst of its requests doesn't run before the request of someone with a session. */
const strangers = new Turns({ ofKey: 4 });
/** A turn in the line ends after this time, so that a request whose body never arrives doesn't hold up the others. */
const turnMs = 5_000;
/** Only requests that this process has admitted have this value, and after it the host that they were sent to. */
const admittedHeader = "x-castellan-admitted";
const admitted = randomUUID();

/** Whether Next gets the request; otherwise it has been answered. Whoever has a session never waits. */
export async function admit(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  // Next sends an action of another page, such as an undo in a toast, to itself again, with the same headers.
  const [mark, host] = String(request.headers[admittedHeader]).split(" ");
  if (mark === admitted) {
    request.headers.host = host;
    return true;
  }
  request.headers[admittedHeader] = `${admitted} ${request.headers.host ?? ""}`;
  request.headers[peerHeader] = request.socket.remoteAddress ?? "unknown";
  // The process is alive even if it is flooded.
  if (toPath(request.url ?? "/") === livePath) {
    answer(response, { status: 200, body: { status: "ok" } });
    return false;
  }
  const admission = limitRequests(request, response);
  if (!admission || refuseUnserved(request, response) || !limitBody(request, response)) return false;
  if (admission.address === null) return true;
  const end = await strangers.take(admission.address);
  setTimeout(end, turnMs).unref();
  response.once("close", end);
  if (response.destroyed) end();
  return !response.destroyed;
}
