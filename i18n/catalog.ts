import "server-only";
import { createHash } from "node:crypto";
import type { Locale } from "./locale";

type Catalog = { text: string; version: string };

const known = new Map<Locale, Catalog>();

/** The version lets browsers cache the messages of a language. */
export async function getCatalog(locale: Locale): Promise<Catalog> {
  const found = known.get(locale);
  if (found) return found;
  const { default: messages } = await import(`../messages/${locale}.json`);
  const text = JSON.stringify(messages);
  const version = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const catalog = { text, version };
  known.set(locale, catalog);
  return catalog;
}

export async function toCatalogAddress(locale: Locale): Promise<string> {
  const { version } = await getCatalog(locale);
  return `/messages/${locale}.${version}.json`;
}
