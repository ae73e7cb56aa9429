import { encodeSession, newSession, toCookie } from "@/lib/auth/token";

const { name } = toCookie("sessionToken", false);

/** The session cookie of whoever has this address, as the server itself makes it. */
export async function createSessionCookie(email: string): Promise<{ name: string; value: string }> {
  return { name, value: await encodeSession(newSession({ kind: "person", email })) };
}

export async function toCookieHeader(email: string): Promise<string> {
  const cookie = await createSessionCookie(email);
  return `${cookie.name}=${cookie.value}`;
}
