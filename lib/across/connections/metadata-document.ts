import "server-only";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { type Guarded, guardAddress } from "@/lib/core/delivery/guarded-address";
import { env } from "@/lib/core/env/env";
import { isLoopback } from "@/lib/core/env/loopback";
import { lineText } from "@/lib/core/format/typed-text";
import { processSingleton } from "@/lib/core/process/process-singleton";
import type { Client } from "./client";
import { isRedirectUri } from "./redirect-uri";

const timeoutMs = 5_000;
const maxBytes = 5_120;
const keptMs = 10 * 60_000;

const document = z.looseObject({
  client_id: z.string(),
  client_name: lineText.min(1).max(100).optional(),
  redirect_uris: z.array(z.string()).min(1).max(50),
  token_endpoint_auth_method: z.literal("none").optional(),
  client_secret: z.undefined().optional(),
});

/** Whether an ID is the address of a document that describes the app. */
export function isDocumentAddress(id: string): boolean {
  if (!URL.canParse(id)) return false;
  const url = new URL(id);
  const { protocol, hostname, pathname, hash, username, password } = url;
  if (hash || username || password || pathname === "/" || url.href !== id) return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname) && env.WEBHOOK_ALLOW_PRIVATE);
}

/** Reads the document of an app. `unreachable` may pass; `invalid` is the app's fault. */
export async function readDocument(id: string): Promise<Client | "unreachable" | "invalid"> {
  const known = documents().get(id);
  if (known) return known;
  const url = new URL(id);
  const guarded = await guardAddress(url);
  if (typeof guarded === "string") return guarded === "unreachable" ? guarded : "invalid";
  const text = await get(url, guarded);
  if (text === null) return "unreachable";
  const { success, data } = document.safeParse(parse(text));
  if (!success || data.client_id !== id) return "invalid";
  const redirectUris = data.redirect_uris.filter(isRedirectUri);
  const client = { id, name: data.client_name ?? url.host, redirectUris, host: url.host };
  documents().set(id, client);
  return client;
}

const documents = () =>
  processSingleton("client-documents", () => new LRUCache<string, Client>({ max: 200, ttl: keptMs }));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Null for anything but a short document with status 200. Redirects aren't followed. */
function get(url: URL, { lookup }: Guarded): Promise<string | null> {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const headers = { accept: "application/json", "user-agent": "Castellan" };
  return new Promise((done) => {
    const asked = send(url, { headers, lookup, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const giveUp = () => {
        done(null);
        asked.destroy();
      };
      if (answer.statusCode !== 200) giveUp();
      answer.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.byteLength;
        if (size > maxBytes) giveUp();
      });
      answer.on("end", () => done(Buffer.concat(chunks).toString("utf8")));
      answer.on("error", () => done(null));
    });
    const deadline = setTimeout(() => asked.destroy(), timeoutMs);
    asked.on("error", () => done(null));
    asked.on("close", () => {
      clearTimeout(deadline);
      done(null);
    });
    asked.end();
  });
}
