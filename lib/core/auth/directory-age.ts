import "server-only";
import { getListedAt } from "@/lib/core/db/first-sync";
import { AppError } from "@/lib/core/errors/errors";
import { getSetting } from "@/lib/core/settings/store";
import type { Actor } from "./actor";

const hourMs = 3_600_000;

/**
 * The mirrored directory determines what people see, so no one sees anything through one that is too old, except
 * admins, who have to find out why.
 * @throws AppError directory_stale
 */
export async function refuseStaleDirectory({ persona }: Actor, now = new Date()): Promise<void> {
  if (persona === "admin") return;
  const [listedAt, hours] = await Promise.all([getListedAt("member"), getSetting("directory_hours")]);
  if (listedAt && now.getTime() - listedAt.getTime() > hours * hourMs)
    throw new AppError("directory_stale", `the members were listed last at ${listedAt.toISOString()}`);
}
