import "server-only";
import { env } from "./env";

/** Where people reach this server, for links that leave it. */
export function toOwnAddress(path: string): string {
  const base = env.NEXTAUTH_URL ? new URL(env.NEXTAUTH_URL).origin : `http://localhost:${env.PORT}`;
  return `${base}${path}`;
}
