import { setTimeout as pause } from "node:timers/promises";
import Big from "big.js";
import { dayMs } from "@/lib/core/format/calendar";
import { toRatio } from "@/lib/sandbox/random";
import { cut, type Mischief } from "./emulated-api";
import type { Installation } from "./installation";

type Scenario = (installation: Installation, seed: number) => Promise<void>;

function during(requests: number, toMischief: (seed: number) => Mischief): Scenario {
  return async ({ api }, seed) => {
    const mischief = toMischief(seed);
    const end = api.requests + requests;
    api.mischief = (request, next) => (api.requests < end ? mischief(request, next) : next());
  };
}

function oneOf(share: number, seed: number, strike: Mischief): Mischief {
  let count = 0;
  return (request, next) => {
    count += 1;
    return toRatio(seed, "strike", count) < share ? strike(request, next) : next();
  };
}

const toError = (status: number, headers: Record<string, string> = {}) =>
  Response.json(
    { type: "error", error: { type: "api_error", message: "no" }, request_id: null },
    { status, headers },
  );

/** Half of the body, like a connection that breaks in a response without a length. */
const truncate: Mischief = async (_request, next) => {
  const response = await next();
  const text = await response.text();
  return new Response(text.slice(0, text.length / 2), { status: response.status });
};

const garbage: Mischief = async () =>
  new Response("<!doctype html><title>502</title>\0\ufffd", { status: 200 });

const reset: Mischief = async (request, next) => {
  if (request.url.length % 2 === 0) await next();
  return cut();
};

const hang: Mischief = async (_request, next) => {
  await pause(60_000, undefined, { ref: false });
  return next();
};

function withSmallPage(request: Request): Request {
  const url = new URL(request.url);
  const limit = Number(url.searchParams.get("limit"));
  if (!limit || request.method !== "GET" || url.pathname.includes("/compliance/")) return request;
  const width = url.searchParams.get("bucket_width") ?? url.searchParams.get("time_bucket_width");
  const most = url.pathname.includes("analytics") ? 100 : width === "1h" ? 24 : width === "1m" ? 480 : 4;
  url.searchParams.set("limit", String(Math.min(limit, most)));
  return new Request(url, request);
}

function expireCursors(): Mischief {
  const struck = new Map<string, number>();
  return async (request, next) => {
    const { pathname, searchParams } = new URL(request.url);
    const times = struck.get(pathname) ?? 0;
    const hasCursor = searchParams.has("page") || searchParams.has("after_id");
    if (!hasCursor || times >= 3) return next(withSmallPage(request));
    struck.set(pathname, times + 1);
    return toError(410);
  };
}

const jumpClock: Scenario = async ({ api, server }) => {
  await server.ready;
  for (const days of [40, -41, 1.5, -0.5]) {
    await api.afterRequests(10);
    await server.shiftClock({ jumpMs: days * dayMs });
  }
  await pause(2_000);
};

/** The vendor corrects a settled day by a tenth, and then another week passes. */
const reviseDay: Scenario = async (installation) => {
  await installation.settle();
  const { api } = installation;
  const day = new Date(api.nowMs - 5 * dayMs).toISOString().slice(0, 10);
  api.revise = async (request, response) => {
    if (!request.url.includes("/cost_report") || !response.ok) return response;
    const body = (await response.json()) as {
      data: { starting_at: string; results: { amount: string }[] }[];
    };
    for (const bucket of body.data)
      if (bucket.starting_at.startsWith(day))
        for (const row of bucket.results) row.amount = new Big(row.amount).times("1.1").toFixed();
    return Response.json(body, { status: response.status });
  };
  await installation.passTime(7 * dayMs);
};

/** The day ends while the API misbehaves: the new day appears, and the old one is read again once it is complete. */
const passMidnight: Scenario = async (installation, seed) => {
  const { api } = installation;
  await installation.server.ready;
  await installation.passTime(dayMs - (api.nowMs % dayMs) - 90 * 60_000);
  await cutOff(200)(installation, seed);
};

/** Cuts off a fifth of the bodies during that many requests. */
export function cutOff(requests: number): Scenario {
  return during(requests, (seed) => oneOf(0.2, seed, truncate));
}

export const scenarios: Record<string, Scenario> = {
  "a storm of 429": during(15, () => async () => toError(429, { "retry-after": "1" })),
  "429 with retry-after": during(25, (seed) =>
    oneOf(0.3, seed, async () => toError(429, { "retry-after": "1" })),
  ),
  "429 without retry-after": during(40, (seed) => oneOf(0.3, seed, async () => toError(429))),
  "20 % of the answers are 5xx": during(200, (seed) =>
    oneOf(0.2, seed, async (request) => toError(request.url.length % 2 ? 500 : 529)),
  ),
  "20 % of the connections are reset": during(200, (seed) => oneOf(0.2, seed, reset)),
  "20 % of the bodies are cut off": cutOff(200),
  "20 % of the bodies are garbage": during(200, (seed) => oneOf(0.2, seed, garbage)),
  "requests hang": during(12, (seed) => oneOf(0.15, seed, hang)),
  "cursors expire": async ({ api }) => {
    api.mischief = expireCursors();
  },
  "the day ends while bodies are cut off": passMidnight,
  "the clock jumps": jumpClock,
  "a settled day is revised": reviseDay,
};
