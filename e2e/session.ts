import { toCookie } from "@/lib/core/auth/cookies";
import { emails } from "./people";
import { readWorld } from "./world";

type Cookie = { name: string; value: string };

const { name } = toCookie("sessionToken", false);
const freshMs = 600_000;
const device = toCookie("device", false).name;
/** One browser per person, so that not every session is one from a new device. */
const devices = new Map<string, string>();
const opened: Cookie[] = [];
const sessions = new Map<string, { startedAt: number; cookie: Promise<Cookie> }>();

/**
 * Opens a session as a browser would, by persona or at the identity provider, where the person confirmed their identity
 * `minutesAgo` minutes ago.
 */
export async function signInAt(site: string, email: string, minutesAgo = 0): Promise<Cookie> {
  const cookie = await openSession(site, email, minutesAgo);
  if (site === readWorld().liveUrl) opened.push(cookie);
  return cookie;
}

/** Ends what `signInAt` has opened on the live server since. */
export async function endSessions(): Promise<void> {
  await Promise.all(opened.splice(0).map((cookie) => signOutAt(readWorld().liveUrl, cookie)));
}

async function openSession(site: string, email: string, minutesAgo: number): Promise<Cookie> {
  const client = new Client();
  const known = devices.get(`${site} ${email}`);
  if (known) client.set(site, { name: device, value: known });
  const { csrfToken } = await (await client.open(`${site}/api/auth/csrf`)).json();
  const form = { csrfToken, callbackUrl: "/", json: "true" };
  if (site === readWorld().liveUrl) {
    const answer = await client.open(`${site}/api/auth/signin/oidc`, form);
    const { url } = await answer.json();
    const page = await client.follow(url);
    await client.follow(page, { account: email, minutesAgo: String(minutesAgo) });
  } else {
    const [persona] = Object.entries(emails).find(([, each]) => each === email) ?? [];
    await client.open(`${site}/api/auth/callback/sandbox`, { ...form, persona: persona ?? email });
  }
  devices.set(`${site} ${email}`, client.get(site, device));
  return { name, value: client.get(site, name) };
}

export async function signOutAt(site: string, cookie: Cookie): Promise<void> {
  const client = new Client();
  client.set(site, cookie);
  const { csrfToken } = await (await client.open(`${site}/api/auth/csrf`)).json();
  await client.open(`${site}/api/auth/signout`, { csrfToken, callbackUrl: "/", json: "true" });
}

/** Reuses an address's session while its sign-in is recent, for requests without a browser. */
export async function toCookieHeader(email: string): Promise<string> {
  let known = sessions.get(email);
  if (!known || Date.now() - known.startedAt > freshMs) {
    known = { startedAt: Date.now(), cookie: openSession(readWorld().liveUrl, email, 0) };
    sessions.set(email, known);
  }
  const cookie = await known.cookie;
  return `${cookie.name}=${cookie.value}`;
}

/** Another worker may have opened the person's eleventh session, which ends the first one. */
export function forgetCookie(email: string): void {
  sessions.delete(email);
}

class Client {
  readonly #jars = new Map<string, Map<string, string>>();

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const jar = this.#jar(url);
    const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
    const { origin } = new URL(url);
    const answer = await fetch(url, {
      headers: { cookie, origin, "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0.0.0" },
      redirect: "manual",
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return answer;
  }

  async follow(start: string, form?: Record<string, string>): Promise<string> {
    let url = start;
    let answer = await this.open(url, form);
    for (let location = answer.headers.get("location"); location; location = answer.headers.get("location")) {
      url = new URL(location, url).href;
      if (url === `${readWorld().liveUrl}/`) return url;
      answer = await this.open(url);
    }
    return url;
  }

  get(url: string, cookie: string): string {
    const value = this.#jar(url).get(cookie);
    if (!value) throw new Error(`${url} opened no session`);
    return value;
  }

  set(url: string, cookie: Cookie): void {
    this.#jar(url).set(cookie.name, cookie.value);
  }

  #jar(url: string): Map<string, string> {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    return jar;
  }
}
