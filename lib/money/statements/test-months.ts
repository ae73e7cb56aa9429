import "server-only";
import { database } from "@/lib/core/db/client";
import { organization, workspaces } from "@/lib/core/db/directory-tables";
import { listDays } from "@/lib/core/format/calendar";
import type { CostRow } from "@/lib/money/reports/ingest/response-schema";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { toMonthDays } from "./compose";

/** Two centers, a shared workspace, and one without a tag. */
export async function addOrganization(): Promise<void> {
  const db = await database();
  const seen = new Date(0);
  const shared = { isDefault: false, firstSeenAt: seen, seenAt: seen, raw: {} };
  await db.insert(organization).values({ id: "org_1", name: "Northwind", seenAt: seen });
  await db.insert(workspaces).values([
    { ...shared, id: "a", name: "Alpha", tags: { cost_center: "4410" } },
    { ...shared, id: "b", name: "Beta", tags: { cost_center: "4420" } },
    { ...shared, id: "s", name: "Tools", tags: { cost_center: "shared" } },
    { ...shared, id: "u", name: "Untagged", tags: {} },
  ]);
}

export const usualRows = [
  costRow({ workspaceId: "a", cents: "2000.004" }),
  costRow({ workspaceId: "b", cents: "1000.004" }),
  costRow({ workspaceId: "s", cents: "300.5" }),
  costRow({ workspaceId: "u", cents: "0.4" }),
];

/** Reads all days of a month long after they ended; its cost is on the fifth. */
export async function loadMonth(
  month: string,
  rows: CostRow[] = usualRows,
  readAt = new Date(),
): Promise<void> {
  for (const day of listDays(toMonthDays(month)))
    await replaceDay("cost", day, day.endsWith("-05") ? rows : [], readAt);
}
