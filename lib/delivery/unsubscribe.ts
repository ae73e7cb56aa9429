import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { deriveKey } from "@/lib/auth/secret";
import { toOwnAddress } from "@/lib/own-address";
import type { Delivery } from "./message";

/** Whose messages about what. */
export type Subscription = Pick<Delivery, "kind" | "sourceId" | "recipient">;
const parts = z.tuple([z.string(), z.string(), z.string()]);

/** Whoever has the link may unsubscribe, without a session: it is in the mail only. */
export async function toUnsubscribeAddress(
  { kind, sourceId, recipient }: Subscription,
  path: "/unsubscribe" | "/api/unsubscribe",
): Promise<string> {
  const text = Buffer.from(JSON.stringify([kind, sourceId, recipient])).toString("base64url");
  return toOwnAddress(`${path}?token=${text}.${await sign(text)}`);
}

/** Null for anything that isn't one of our links. */
export async function readUnsubscribeToken(token: string): Promise<Subscription | null> {
  const [text = "", signature = ""] = token.split(".");
  const [given, expected] = [Buffer.from(signature), Buffer.from(await sign(text))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const { data } = parts.safeParse(JSON.parse(Buffer.from(text, "base64url").toString()));
  return data ? { kind: data[0], sourceId: data[1], recipient: data[2] } : null;
}

async function sign(text: string): Promise<string> {
  return createHmac("sha256", await deriveKey("unsubscribe"))
    .update(text)
    .digest("base64url");
}
