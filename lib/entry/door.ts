import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answer } from "./answer";
import { limitBody } from "./body-limit";
import { limitRequests } from "./request-limit";
import { toPath } from "./request-path";
import { Turns } from "./turns";

export const livePath = "/api/health/live";
/** Of one address, so that a burst of its requests doesn't run before the request of someone with a session. */
const strangers = new Turns(4);
/** Whoever waits for a body that never comes doesn't keep the others waiting. */
const turnMs = 5_000;

/** Whether Next gets the request; otherwise it has been answered. Whoever has a session never waits. */
export async function admit(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  // The process is alive even if it is flooded.
  if (toPath(request.url ?? "/") === livePath) {
    answer(response, { status: 200, body: { status: "ok" } });
    return false;
  }
  const admission = limitRequests(request, response);
  if (!admission || !limitBody(request, response)) return false;
  if (admission.address === null) return true;
  const end = await strangers.take(admission.address);
  setTimeout(end, turnMs).unref();
  response.once("close", end);
  if (response.destroyed) end();
  return !response.destroyed;
}
