import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { listKeys } from "@/lib/core/auth/rotation";
import { readBody } from "@/lib/core/entry/read-body";
import { lineText } from "@/lib/core/format/typed-text";
import type { Client } from "./client";
import { OAuthError } from "./oauth-error";
import { isRedirectUri } from "./redirect-uri";

const maxBytes = 10_240;
const maxRedirects = 5;
const maxRedirectLength = 1_000;
const unnamed = "Unnamed app";

const metadata = z.looseObject({
  client_name: lineText.min(1).max(100).default(unnamed),
  grant_types: z.array(z.string()).default(["authorization_code"]),
  response_types: z.array(z.string()).default(["code"]),
});
const redirects = z.object({
  redirect_uris: z.array(z.string().refine(isRedirectUri)).min(1).max(maxRedirects),
});
/** What stands in the ID itself: name, addresses, and the second of registration. */
const registered = z.tuple([z.string(), z.array(z.string()), z.number()]);

/** @throws OAuthError; AppError too_large */
export async function readRegistration(request: Request) {
  const text = await readBody(request, maxBytes);
  return registerClient(parse(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new OAuthError("invalid_client_metadata", "the body isn’t JSON");
  }
}

/**
 * Dynamic registration (RFC 7591). Anyone may register, so nothing is stored: the ID is the registration, signed.
 * @throws OAuthError invalid_redirect_uri, invalid_client_metadata
 */
async function registerClient(given: unknown) {
  const addresses = redirects.safeParse(given);
  if (!addresses.success || JSON.stringify(addresses.data).length > maxRedirectLength)
    throw new OAuthError(
      "invalid_redirect_uri",
      "redirect_uris: one to five, each https, http on the loopback interface, or the scheme of an app",
    );
  const { success, data } = metadata.safeParse(given);
  if (!success)
    throw new OAuthError("invalid_client_metadata", "client_name: at most 100 characters on one line");
  if (!data.grant_types.includes("authorization_code") || !data.response_types.includes("code"))
    throw new OAuthError("invalid_client_metadata", "only the authorization code grant is served");
  const { redirect_uris } = addresses.data;
  const issuedAt = Math.floor(Date.now() / 1000);
  const text = Buffer.from(JSON.stringify([data.client_name, redirect_uris, issuedAt])).toString("base64url");
  const [key] = await listKeys("client");
  return {
    client_id: `${text}.${sign(text, key)}`,
    client_id_issued_at: issuedAt,
    client_name: data.client_name,
    redirect_uris,
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
}

/** Null for an ID that this server hasn't given out. */
export async function readRegistered(id: string): Promise<Client | null> {
  const [text = "", signature = ""] = id.split(".");
  const keys = await listKeys("client");
  if (!keys.some((key) => isEqual(id, `${text}.${sign(text, key)}`)) || signature === "") return null;
  const [name, redirectUris] = registered.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  return { id, name, redirectUris, host: null };
}

function sign(text: string, key: Buffer): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
