import { encodeSession, newSession, toCookie } from "@/lib/auth/token";

const { name } = toCookie("sessionToken", false);

/** The session cookie of whoever has this address, as the server itself makes it. `startedAt` is in seconds. */
export async function createSessionCookie(
  email: string,
  startedAt?: number,
): Promise<{ name: string; value: string }> {
  const session = newSession({ kind: "person", email });
  return { name, value: await encodeSession({ ...session, ...(startedAt && { startedAt }) }) };
}

export async function toCookieHeader(email: string): Promise<string> {
  const cookie = await createSessionCookie(email);
  return `${cookie.name}=${cookie.value}`;
}
