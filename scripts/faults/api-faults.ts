import { setTimeout as pause } from "node:timers/promises";
import Big from "big.js";
import { dayMs } from "@/lib/core/format/calendar";
import { ConnectionCut } from "@/lib/sandbox/problem";
import { toRatio } from "@/lib/sandbox/random";
import type { Mischief } from "./emulated-api";
import type { Fault } from "./fault";
import type { Installation } from "./installation";
import { waitUntil } from "./kill";

type Act = (installation: Installation, seed: number) => Promise<unknown>;

/** Strikes that share of the next requests. */
function strike(requests: number, share: number, mischief: Mischief): Act {
  return async ({ api }, seed) => {
    const end = api.requests + requests;
    api.mischief = (request, next) => {
      const isStruck = api.requests < end && toRatio(seed, "strike", api.requests) < share;
      return isStruck ? mischief(request, next) : next();
    };
  };
}

const toError = (status: number, headers: Record<string, string> = {}) =>
  Response.json(
    { type: "error", error: { type: "api_error", message: "no" }, request_id: null },
    { status, headers },
  );
const isOdd = ({ url }: Request) => url.length % 2 === 1;

/** Half of the body, like a connection that breaks in a response without a length. */
const truncate: Mischief = async (_request, next) => {
  const response = await next();
  const text = await response.text();
  return new Response(text.slice(0, text.length / 2), { status: response.status });
};

const garbage: Mischief = async () =>
  new Response("<!doctype html><title>502</title>\0\ufffd", { status: 200 });

const reset: Mischief = async (request, next) => {
  if (!isOdd(request)) await next();
  throw new ConnectionCut("The connection is cut.");
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

/** Three times for each path; all pages are small meanwhile. */
const expireCursors: Act = async ({ api }) => {
  const struck = new Map<string, number>();
  api.mischief = async (request, next) => {
    const { pathname, searchParams } = new URL(request.url);
    const times = struck.get(pathname) ?? 0;
    const hasCursor = searchParams.has("page") || searchParams.has("after_id");
    if (!hasCursor || times >= 3) return next(withSmallPage(request));
    struck.set(pathname, times + 1);
    return toError(410);
  };
};

const jumpClock: Act = async ({ api, server }) => {
  await server.ready;
  for (const days of [40, -41, 1.5, -0.5]) {
    const wanted = api.requests + 10;
    await waitUntil(() => api.requests >= wanted);
    await server.shiftClock({ jumpMs: days * dayMs });
  }
  await pause(2_000);
};

type CostPage = { data: { starting_at: string; results: { amount: string }[] }[] };

/** The vendor corrects a settled day by a tenth, and then another week passes. */
const reviseDay: Act = async (installation) => {
  await installation.settle();
  const { api } = installation;
  const day = new Date(api.nowMs - 5 * dayMs).toISOString().slice(0, 10);
  api.revise = async (request, response) => {
    if (!request.url.includes("/cost_report") || !response.ok) return response;
    const body: CostPage = await response.json();
    for (const bucket of body.data.filter(({ starting_at }) => starting_at.startsWith(day)))
      for (const row of bucket.results) row.amount = new Big(row.amount).times("1.1").toFixed();
    return Response.json(body, { status: response.status });
  };
  await installation.passTime(7 * dayMs);
};

/** Cuts off a fifth of the bodies during that many requests. */
export const cutOff = (requests: number) => strike(requests, 0.2, truncate);

/** The day ends while the API misbehaves: the new day appears, and the old one is read again once it is complete. */
const passMidnight: Act = async (installation, seed) => {
  const { api } = installation;
  await installation.server.ready;
  await installation.passTime(dayMs - (api.nowMs % dayMs) - 90 * 60_000);
  await cutOff(200)(installation, seed);
};

const acts: Record<string, Act> = {
  "a storm of 429": strike(15, 1, async () => toError(429, { "retry-after": "1" })),
  "429 with retry-after": strike(25, 0.3, async () => toError(429, { "retry-after": "1" })),
  "429 without retry-after": strike(40, 0.3, async () => toError(429)),
  "20 % of the answers are 5xx": strike(200, 0.2, async (request) => toError(isOdd(request) ? 500 : 529)),
  "20 % of the connections are reset": strike(200, 0.2, reset),
  "20 % of the bodies are cut off": cutOff(200),
  "20 % of the bodies are garbage": strike(200, 0.2, garbage),
  "requests hang": strike(12, 0.15, hang),
  "cursors expire": expireCursors,
  "the day ends while bodies are cut off": passMidnight,
  "the clock jumps": jumpClock,
  "a settled day is revised": reviseDay,
};

export const apiFaults = Object.entries(acts).map(
  ([name, act]): Fault => ({
    name,
    // A revised day stays revisable for another week.
    historyDays: act === reviseDay ? 14 : 8,
    disturb: async (installation, { seed }) => {
      await act(installation, seed);
      return [];
    },
  }),
);
