import "server-only";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Histogram } from "prom-client";
import { z } from "zod";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { nameRead } from "./served-reads";

/** Written by `next build`, relative to the served folder. */
const manifestFile = ".next/routes-manifest.json";
const methods = ["GET", "HEAD", "POST"];

const route = z.object({ page: z.string(), regex: z.string() });
const manifest = z.object({ staticRoutes: z.array(route), dynamicRoutes: z.array(route) });

export const requestSeconds = () =>
  processSingleton(
    "http-request-seconds",
    () =>
      new Histogram({
        name: "castellan_http_request_seconds",
        help: "Time from a request to the last byte of its answer, by route, method and class of status.",
        labelNames: ["route", "method", "status"],
        buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
        registers: [],
      }),
  );

export function timeRequest(request: IncomingMessage, response: ServerResponse): void {
  const end = requestSeconds().startTimer();
  const { url = "/", method = "" } = request;
  response.once("close", () => {
    const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : "aborted";
    end({ route: findRoute()(url), method: methods.includes(method) ? method : "other", status });
  });
}

const findRoute = () =>
  processSingleton("http-routes", () => createFinder(JSON.parse(readFileSync(manifestFile, "utf8"))));

/** Maps an address to a known route, so that typed paths don't create metric labels. */
export function createFinder(text: unknown): (url: string) => string {
  const { staticRoutes, dynamicRoutes } = manifest.parse(text);
  const fixed = new Set(staticRoutes.map(({ page }) => page));
  const patterns = dynamicRoutes.map(({ page, regex }) => ({ page, pattern: new RegExp(regex) }));
  return (url) => {
    const path = url.split("?", 1)[0] ?? url;
    if (path.startsWith("/_next/static/")) return "/_next/static";
    if (fixed.has(path)) return path;
    const found = patterns.find(({ pattern }) => pattern.test(path));
    return found ? nameRead(found.page, path) : "other";
  };
}
