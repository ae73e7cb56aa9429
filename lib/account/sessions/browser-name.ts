import "server-only";
import bowser from "bowser";

const maxLength = 60;
const maxKept = 200;
const kept = new Map<string, Client>();

export type Client = { browser: string | null; system: string | null };

/** Remembered, because a list has the same browser many times, and recognizing one tries hundreds of patterns. */
export function toClient(userAgent: string): Client {
  const known = kept.get(userAgent);
  if (known !== undefined) return known;
  if (kept.size >= maxKept) kept.clear();
  const client = recognize(userAgent);
  kept.set(userAgent, client);
  return client;
}

function recognize(userAgent: string): Client {
  if (userAgent.trim() === "") return { browser: null, system: null };
  const { browser, os } = bowser.parse(userAgent);
  const cut = (name: string | undefined) => name?.slice(0, maxLength) || null;
  if (!browser.name && os.name) return { browser: cut(os.name), system: null };
  return { browser: cut(browser.name || userAgent), system: cut(os.name) };
}
