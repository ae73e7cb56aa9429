import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { answer } from "./answer";
import { hasSessionCookie } from "./request-limit";
import { toPath } from "./request-path";

const kilobyte = 1024;
/** Paths that accept a file of invites, the largest body that anyone sends. */
const filePaths = ["/invites/import", "/api/invites/import"];
const maxFileBytes = 5 * kilobyte * kilobyte;
/** Ten thousand chosen rows take a third of it. next.config.ts has the larger one for actions. */
const maxBytes = 2 * kilobyte * kilobyte;
/** next-auth and Next decode the whole body before anyone is known. */
const maxStrangerBytes = 64 * kilobyte;
const lingerMs = 500;

/**
 * Answers 413 before Next reads anything, or as soon as a body without a length becomes too long. Returns whether the
 * request can be handled.
 */
export function limitBody(request: IncomingMessage, response: ServerResponse): boolean {
  const most = toMost(request);
  const announced = request.headers["content-length"];
  if (Number(announced ?? 0) > most) {
    refuse(request, response);
    return false;
  }
  if (announced === undefined) watch(request, response, most);
  return true;
}

function toMost({ url = "/", headers }: IncomingMessage): number {
  const path = toPath(url);
  if (path.startsWith("/api/auth/") || !hasSessionCookie(headers.cookie ?? "")) return maxStrangerBytes;
  return filePaths.includes(path) ? maxFileBytes : maxBytes;
}

/** Node adds each part that arrives with `push`. Listening for data would take the parts away from Next. */
function watch(request: IncomingMessage, response: ServerResponse, most: number): void {
  const push = request.push.bind(request);
  let bytes = 0;
  request.push = (part: Buffer | null, ...rest) => {
    bytes += part?.length ?? 0;
    if (bytes <= most) return push(part, ...rest);
    request.push = () => true;
    if (!response.headersSent) refuse(request, response);
    else request.socket.destroy();
    return true;
  };
}

/** Closing at once could take the answer from whoever is still sending. Until then, Node drops what arrives. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  response.once("finish", () => {
    if (request.complete) return;
    // If the rest has come by then, the next request of a proxy may be on its way there.
    setTimeout(() => request.complete || request.socket.destroy(), lingerMs);
  });
  answer(response, { status: 413, body: { code: "too_large" } });
}
