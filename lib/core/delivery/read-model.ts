import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { env } from "@/lib/core/env/env";
import { visibleTo } from "@/lib/core/organization/visibility";
import { type DeliveryChannels, deliveryChannels } from "./schema";
import { getMailFrom } from "./smtp";
import { openWebhook, toOrigin } from "./webhook";
import { selectWebhooks } from "./webhooks-store";

type Last = { key: string; state: string; at: string; errorCode: string | null };

/**
 * Where messages can go, and how the last one went; no address or secret. Whoever sees only parts of the organization
 * gets what a schedule can name.
 */
export async function listChannels({ actor }: Permit<"schedules:read">): Promise<DeliveryChannels> {
  const isWhole = visibleTo(actor).isAll;
  const [rows, last] = await Promise.all([selectWebhooks(), isWhole ? listLast() : new Map<string, Last>()]);
  const webhooks = rows.map(async ({ id, name, sealed, getsAlarms }) => {
    if (!isWhole) return { id, name, origin: null, isSigned: false, getsAlarms: false, last: null };
    const webhook = await openWebhook(sealed);
    const isSigned = webhook !== null && webhook.secret !== null;
    return {
      id,
      name,
      origin: webhook && toOrigin(webhook),
      isSigned,
      getsAlarms,
      last: last.get(id) ?? null,
    };
  });
  return deliveryChannels.parse({
    webhooks: await Promise.all(webhooks),
    mailFrom: getMailFrom(),
    lastMail: last.get("mail") ?? null,
    isSandbox: env.isSandbox,
  });
}

async function listLast(): Promise<Map<string, Last>> {
  const key = sql`case when channel = 'webhook' then recipient else 'mail' end`;
  const db = await database();
  const { rows } = await db.execute<Last>(sql`
    select distinct on (${key}) ${key} as key, state, error_code as "errorCode",
      to_json(coalesce(settled_at, claimed_at, created_at)) #>> '{}' as at
    from ${deliveries} where state <> 'stopped' and (state <> 'waiting' or error_code is not null)
    order by ${key}, coalesce(settled_at, claimed_at, created_at) desc`);
  return new Map(rows.map((row) => [row.key, row]));
}
