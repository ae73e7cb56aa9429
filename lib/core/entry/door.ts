import "server-only";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { peerHeader } from "@/lib/core/auth/client-address";
import { AppError } from "@/lib/core/errors/errors";
import { Turns } from "@/lib/core/process/turns";
import { answer } from "./answer";
import { limitBody } from "./body-limit";
import { toFailure } from "./failure";
import { limitRequests } from "./request-limit";
import { toPath } from "./request-path";

/** Files in `public` and of the build, which no action belongs to. */
const file = /^\/([\w-]+\.[a-z]+$|_next\/)/;

/** Outside of `/api`, where programs send what isn't an action. */
const routes = ["/mcp", "/oauth/register", "/oauth/token", "/oauth/revoke"];

export const livePath = "/api/health/live";
/** Of one address, so that a burst of its requests doesn't run before the request of someone with a session. */
const strangers = new Turns({ ofKey: 4 });
/** Of one person, more than a browser sends at once: two hundred of theirs would hold up everyone else's for seconds. */
const people = new Turns({ ofKey: 8 });
/** A turn in the line ends after this time, so that a request whose body never arrives doesn't hold up the others. */
const turnMs = 5_000;
/** Only requests that this process has admitted have this value, and after it the host that they were sent to. */
const admittedHeader = "x-castellan-admitted";
const admitted = randomUUID();

/** Whether Next gets the request; otherwise it has been answered. Whoever has a session waits for nobody else. */
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
  const { address, person } = admission;
  if (address === null && person === null) return true;
  // A turn is for work, so what is sent slowly holds none.
  await untilBodyArrives(request, response);
  const end = address === null ? await people.take(person ?? "") : await strangers.take(address);
  setTimeout(end, turnMs).unref();
  response.once("close", end);
  if (response.destroyed) end();
  return !response.destroyed;
}

/**
 * Next answers these with 500, or leads elsewhere: addresses that aren't encoded UTF-8 or name a host, methods that pages and files don't have, and actions
 * that another site's page calls. Returns whether it was one.
 */
function refuseUnserved(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = "GET", url = "/", headers } = request;
  const path = toPath(url);
  if (!isDecodable(path) || !url.startsWith("/")) {
    answer(response, { status: 400, body: "" });
    return true;
  }
  const isRoute = path.startsWith("/api/") || routes.includes(path);
  if (isRoute || method === "GET" || method === "HEAD") return false;
  if (method !== "POST" || headers["next-action"] === undefined || file.test(path)) {
    answer(response, { status: 405, body: "", headers: { Allow: "GET, HEAD" } });
    return true;
  }
  if (!isForeign(request)) return false;
  const refusal = new AppError("foreign_origin", "an action was called from another site");
  answer(response, { status: 403, body: toFailure(refusal, path) });
  return true;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** As Next compares them. An action itself refuses a missing origin, and one that isn't in NEXTAUTH_URL. */
function isForeign({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const [forwarded = ""] = String(headers["x-forwarded-host"] ?? "").split(",");
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== (forwarded.trim() || host);
}

/**
 * Resolves once the body has arrived, or as much of it as Node holds before something reads it, and when nobody waits for
 * the answer any more.
 */
function untilBodyArrives(request: IncomingMessage, response: ServerResponse): Promise<void> {
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
