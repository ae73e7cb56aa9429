import "server-only";
import type { Client } from "./client";
import { isDocumentAddress, readDocument } from "./metadata-document";
import { isSameRedirect } from "./redirect-uri";
import { readRegistered } from "./registration";
import { maxParameter } from "./vocabulary";

export type ClientFault = "unknown_client" | "unreachable_client" | "invalid_client" | "redirect_uri";

/** The app, if it may have people sent to that address. */
export async function findClient(id: string, redirectUri: string): Promise<Client | ClientFault> {
  if (id.length > maxParameter || redirectUri.length > maxParameter) return "unknown_client";
  const found = isDocumentAddress(id) ? await readDocument(id) : await readRegistered(id);
  if (found === null) return "unknown_client";
  if (found === "unreachable") return "unreachable_client";
  if (found === "invalid") return "invalid_client";
  return found.redirectUris.some((one) => isSameRedirect(one, redirectUri)) ? found : "redirect_uri";
}
