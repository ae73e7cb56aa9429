import "server-only";
import { database } from "@/lib/core/db/client";
import { keyCapabilities } from "@/lib/core/db/own-tables";

/** As if the key had been checked and reads one organization, for tests that count other requests. */
export async function knowOneOrganization(): Promise<void> {
  const db = await database();
  const probedAt = new Date("2999-01-01T00:00:00Z");
  await db.insert(keyCapabilities).values({ name: "analytics_organizations", isGranted: true, probedAt });
}
