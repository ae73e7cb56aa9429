import { announce } from "./channel";
import { stopWatching } from "./watch-session";

type Way = `signin/${string}` | "callback/sandbox" | "signout";

/**
 * Posts to next-auth and returns where to go next. next-auth's own client would add ten kilobytes to every page.
 * @throws Error if the server's response is unexpected
 */
export async function askWay(way: Way, fields: Record<string, string>): Promise<string> {
  const { csrfToken } = await readJson(await fetch("/api/auth/csrf", { cache: "no-store" }));
  const body = new URLSearchParams({ ...fields, csrfToken: csrfToken ?? "", json: "true" });
  const { url } = await readJson(await fetch(`/api/auth/${way}`, { method: "POST", body }));
  if (!url) throw new Error(`${way} did not say where to go`);
  return url;
}

async function lead(url: string): Promise<void> {
  window.location.assign(url);
  await new Promise(() => undefined);
}

async function readJson(response: Response): Promise<{ csrfToken?: string; url?: string }> {
  return response.json();
}

export function startSession(way: Exclude<Way, "signout">, fields: Record<string, string>): Promise<void> {
  return askWay(way, fields).then(lead);
}

export function endSession(): Promise<void> {
  stopWatching();
  return askWay("signout", { callbackUrl: "/" }).then((url) => {
    announce("left");
    return lead(url);
  });
}
