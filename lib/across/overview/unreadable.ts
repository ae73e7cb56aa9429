import "server-only";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { countUnreadable } from "@/lib/core/db/unreadable-rows";
import { toDaysWithToday, windowDays } from "@/lib/core/format/calendar";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import type { Attention } from "./schema";

type Found = Pick<Attention, "kind" | "count" | "href">;

/** People who can't open the rows get the number of affected days. */
export async function findUnreadable({ actor }: Permit<"cost:read">): Promise<Found[]> {
  if (can(actor, "settings:read")) {
    const counts = await countUnreadable(await database());
    const count = counts.reduce((sum, noun) => sum + noun.count, 0);
    return count === 0 ? [] : [{ kind: "rows_unreadable", count, href: "/settings?tab=key" }];
  }
  const shown = toDaysWithToday(windowDays);
  const count = await countIncompleteDays(["cost", "usage", "claude-code"], [shown]);
  return count === 0 ? [] : [{ kind: "days_incomplete", count, href: "/cost" }];
}
