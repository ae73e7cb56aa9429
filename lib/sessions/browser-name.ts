import "server-only";
import bowser from "bowser";

const maxLength = 60;
const maxKept = 200;
const kept = new Map<string, string | null>();

/** Remembered, because a list has the same browser many times, and recognizing one tries hundreds of patterns. */
export function toBrowserName(userAgent: string): string | null {
  const known = kept.get(userAgent);
  if (known !== undefined) return known;
  if (kept.size >= maxKept) kept.clear();
  const name = recognize(userAgent);
  kept.set(userAgent, name);
  return name;
}

function recognize(userAgent: string): string | null {
  if (userAgent.trim() === "") return null;
  const { browser, os } = bowser.parse(userAgent);
  const name = [browser.name, os.name && `on ${os.name}`].filter(Boolean).join(" ");
  return (name || userAgent).slice(0, maxLength);
}
