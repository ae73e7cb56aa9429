import { stopWatching } from "@/components/sessions/watch-session";

type Way = `signin/${string}` | "callback/sandbox" | "signout";

/**
 * Posts to next-auth, then goes where it says. Its own client does the same with ten kilobytes on every page.
 * @throws Error if the server did not answer as it should
 */
async function post(way: Way, fields: Record<string, string>): Promise<void> {
  const { csrfToken } = await readJson(await fetch("/api/auth/csrf", { cache: "no-store" }));
  const body = new URLSearchParams({ ...fields, csrfToken: csrfToken ?? "", json: "true" });
  const { url } = await readJson(await fetch(`/api/auth/${way}`, { method: "POST", body }));
  if (!url) throw new Error(`${way} did not say where to go`);
  window.location.assign(url);
  // The page is on its way out: whoever waits keeps showing that.
  await new Promise(() => undefined);
}

/** A refusal is JSON too, with the address of the reason. */
async function readJson(response: Response): Promise<{ csrfToken?: string; url?: string }> {
  return response.json();
}

export function startSession(way: Exclude<Way, "signout">, fields: Record<string, string>): Promise<void> {
  return post(way, fields);
}

export function endSession(): Promise<void> {
  stopWatching();
  return post("signout", { callbackUrl: "/" });
}
