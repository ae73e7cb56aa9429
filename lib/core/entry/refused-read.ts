import "server-only";
import { noteRefusedRead, type Refused } from "@/lib/core/auth/refused-reads";
import { currentActor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";

/** Counts a read that a permission forbade, and returns who tried. `permission` is the one that the route declares. */
export async function noteIfForbidden(error: unknown, permission?: string): Promise<Refused | undefined> {
  if (!(error instanceof AppError) || error.code !== "forbidden") return undefined;
  const lacked = error.lacks ?? permission;
  // A person who can't be identified is still refused, but isn't counted.
  const actor = await currentActor().catch(() => null);
  return actor && lacked ? noteRefusedRead(actor, lacked) : undefined;
}
