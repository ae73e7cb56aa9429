import "server-only";
import { createHmac } from "node:crypto";
import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { env } from "@/lib/core/env/env";
import { isBeyondSandbox } from "./loopback";
import { isPublicAddress } from "./public-address";
import type { Webhook } from "./webhook";

const timeoutMs = 10_000;

/**
 * Codes only, because a foreign server's response is no one's business here. Only `no_answer` leaves open whether the
 * message arrived.
 */
export type WebhookFailure =
  | "beyond_sandbox"
  | "address_refused"
  | "unreachable"
  | "not_accepted"
  | "no_answer";

/**
 * Resolves the name once and connects to that very address, so that a name can't answer twice; redirects aren't
 * followed.
 */
export async function postWebhook(webhook: Webhook, body: string): Promise<WebhookFailure | null> {
  const url = new URL(webhook.url);
  if (isBeyondSandbox(url.hostname)) return "beyond_sandbox";
  const address = await resolve(url);
  if (address === null) return "unreachable";
  if (address === "refused") return "address_refused";
  const status = await post(url, address, { body, ...toHeaders(webhook.secret, body) });
  if (typeof status === "string") return status;
  return status >= 200 && status < 300 ? null : "not_accepted";
}

export function sign(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
}

function toHeaders(secret: string | null, body: string) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Castellan",
      "x-castellan-timestamp": timestamp,
      ...(secret && { "x-castellan-signature": `sha256=${sign(secret, timestamp, body)}` }),
    },
  };
}

async function resolve({ hostname }: URL): Promise<string | "refused" | null> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host)
    ? [host]
    : await lookup(host, { all: true }).then(
        (all) => all.map(({ address }) => address),
        () => [],
      );
  const [first] = found;
  if (first === undefined) return null;
  return env.WEBHOOK_ALLOW_PRIVATE || found.every(isPublicAddress) ? first : "refused";
}

type Message = { body: string; headers: Record<string, string | number> };

function post(
  url: URL,
  address: string,
  { body, headers }: Message,
): Promise<number | "unreachable" | "no_answer"> {
  const family = isIP(address);
  const pinned: LookupFunction = (_host, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((done) => {
    let isSent = false;
    const fail = () => done(isSent ? "no_answer" : "unreachable");
    const asked = send(url, { method: "POST", headers, lookup: pinned, agent: false }, (answer) => {
      done(answer.statusCode ?? "no_answer");
      answer.destroy(); // No one reads the body, however long it is.
    });
    asked.on("finish", () => {
      isSent = true;
    });
    asked.on("error", fail);
    asked.setTimeout(timeoutMs, () => asked.destroy());
    const deadline = setTimeout(() => asked.destroy(), 2 * timeoutMs);
    asked.on("close", () => {
      clearTimeout(deadline);
      fail();
    });
    asked.end(body);
  });
}
