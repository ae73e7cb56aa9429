import "server-only";
import type { ServerResponse } from "node:http";

type Answer = { status: number; body: object | string; headers?: Record<string, string> };

/** Answers a request that Next doesn't see. */
export function answer(response: ServerResponse, { status, body, headers }: Answer): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Content-Type": isText ? "text/plain; charset=utf-8" : "application/json",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}
