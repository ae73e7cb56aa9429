import "server-only";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { forgetWritten } from "./rotation";

/** As after a restart with these secrets. */
export function restartWith(secret: string | undefined, previous?: string): void {
  Object.assign(env, { NEXTAUTH_SECRET: secret, NEXTAUTH_SECRET_PREVIOUS: previous });
  forget("session-secret");
  forgetWritten();
}
