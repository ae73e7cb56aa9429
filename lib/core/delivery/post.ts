import "server-only";
import { createHmac } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type Guarded, guardAddress, type Unguarded } from "./guarded-address";
import type { Webhook } from "./webhook";

const timeoutMs = 10_000;

/**
 * Codes only, because a foreign server's response is no one's business here. Only `no_answer` leaves open whether the
 * message arrived.
 */
export type WebhookFailure = Unguarded | "not_accepted" | "no_answer";

/** Redirects aren't followed. */
export async function postWebhook(webhook: Webhook, body: string): Promise<WebhookFailure | null> {
  const url = new URL(webhook.url);
  const guarded = await guardAddress(url);
  if (typeof guarded === "string") return guarded;
  const status = await post(url, guarded, { body, ...toHeaders(webhook.secret, body) });
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

type Message = { body: string; headers: Record<string, string | number> };

function post(
  url: URL,
  { lookup }: Guarded,
  { body, headers }: Message,
): Promise<number | "unreachable" | "no_answer"> {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((done) => {
    let isSent = false;
    const fail = () => done(isSent ? "no_answer" : "unreachable");
    const asked = send(url, { method: "POST", headers, lookup, agent: false }, (answer) => {
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
