import "server-only";
import { database } from "@/lib/db/client";
import { keyPowers } from "@/lib/db/own-tables";

/** As if the key had been asked, and read one organization alone: for tests that count what else is asked. */
export async function knowOneOrganization(): Promise<void> {
  const db = await database();
  const probedAt = new Date("2999-01-01T00:00:00Z");
  await db.insert(keyPowers).values({ power: "analytics_organizations", isGranted: true, probedAt });
}
