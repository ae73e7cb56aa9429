import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { listKeys } from "@/lib/core/auth/rotation";
import { toOwnAddress } from "@/lib/core/env/own-address";
import type { Delivery } from "./message";

/** The messages about one budget or schedule to one recipient. */
export type Subscription = Pick<Delivery, "kind" | "sourceId" | "recipient">;
const parts = z.tuple([z.string(), z.string(), z.string()]);

/** Whoever has the link may unsubscribe, without a session: it is in the mail only. */
export async function toUnsubscribeAddress(
  { kind, sourceId, recipient }: Subscription,
  path: "/unsubscribe" | "/api/unsubscribe",
): Promise<string> {
  const text = Buffer.from(JSON.stringify([kind, sourceId, recipient])).toString("base64url");
  const [key] = await listKeys("unsubscribe");
  return toOwnAddress(`${path}?token=${text}.${sign(text, key)}`);
}

/** Null for anything that isn't one of our links. */
export async function readUnsubscribeToken(token: string): Promise<Subscription | null> {
  const [text = "", signature = ""] = token.split(".");
  const keys = await listKeys("unsubscribe");
  if (!keys.some((key) => isEqual(signature, sign(text, key)))) return null;
  const { data } = parts.safeParse(JSON.parse(Buffer.from(text, "base64url").toString()));
  return data ? { kind: data[0], sourceId: data[1], recipient: data[2] } : null;
}

function sign(text: string, key: Buffer): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
