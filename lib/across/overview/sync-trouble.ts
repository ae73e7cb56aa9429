import "server-only";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { getParts } from "@/lib/core/db/parts";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import type { Attention } from "./schema";

type Found = Pick<Attention, "kind" | "href" | "isUrgent"> & Partial<Attention>;

const togetherMs = 60_000;

/** Leaves out parts that the organization doesn't have. */
export async function findSyncTrouble({ actor }: Permit<"cost:read">): Promise<Found[]> {
  if (!can(actor, "settings:read")) return [];
  const [{ lost, lostAt }, { jobs }] = await Promise.all([getParts(), getStoreFacts()]);
  const toMs = ({ failedAt }: (typeof jobs)[number]) => failedAt?.getTime() ?? 0;
  const [failed] = jobs
    .filter(({ errorCode }) => errorCode !== null)
    .toSorted((one, other) => toMs(other) - toMs(one));
  const found: Found[] =
    lost.length > 0
      ? [{ kind: "right_lost", isUrgent: true, count: lost.length, href: "/settings?tab=key" }]
      : [];
  const isOfLoss = lostAt !== null && Math.abs((failed ? toMs(failed) : 0) - lostAt.getTime()) < togetherMs;
  if (!failed || isOfLoss) return found;
  const kind = failed.errorCode === "key_rejected" ? "key_rejected" : "sync_failing";
  return [{ kind, isUrgent: true, href: "/settings" }, ...found];
}
