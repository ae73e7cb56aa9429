/** More than a file of invites, the largest body that anyone sends; next.config.ts has the same limit for actions. */
const maxBytes = 5 * 1024 * 1024;
/** next-auth reads the whole body of a form with a few fields, before anyone is signed in. */
const maxSignInBytes = 64 * 1024;
const lingerMs = 500;

/**
 * Answers 413 before Next reads anything, or as soon as a body without a length becomes too long. Returns whether the
 * request can be handled.
 */
export function limitBody(request, response) {
  const most = request.url.startsWith("/api/auth/") ? maxSignInBytes : maxBytes;
  const announced = request.headers["content-length"];
  if (Number(announced ?? 0) > most) {
    refuse(request, response);
    return false;
  }
  if (announced === undefined) watch(request, response, most);
  return true;
}

/** Node adds each part that arrives with `push`. Listening for data would take the parts away from Next. */
function watch(request, response, most) {
  const push = request.push.bind(request);
  let bytes = 0;
  request.push = (part, ...rest) => {
    bytes += part?.length ?? 0;
    if (bytes <= most) return push(part, ...rest);
    request.push = () => true;
    if (!response.headersSent) refuse(request, response);
    else request.socket.destroy();
    return true;
  };
}

/** Closing at once could take the answer from whoever is still sending. Until then, Node drops what arrives. */
function refuse(request, response) {
  response.once("finish", () => {
    if (!request.complete) setTimeout(() => request.socket.destroy(), lingerMs);
  });
  response.writeHead(413, {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Content-Type": "application/json",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
  });
  response.end(JSON.stringify({ code: "too_large" }));
}
