import "server-only";
import { sql } from "drizzle-orm";
import { budgets } from "@/lib/core/db/budget-tables";
import type { Transaction } from "@/lib/core/db/database";
import { workspaces } from "@/lib/core/db/directory-tables";
import { enqueue } from "@/lib/core/delivery/outbox-store";
import type { Recipient } from "@/lib/core/delivery/schema";
import type { Notice } from "./notices";

type Event = Pick<Notice, "event" | "month" | "threshold" | "cents">;
type Found = Omit<Notice, keyof Event> & { recipients: Recipient[] };

/** Stores a message for each recipient of the budget. Returns the messages' IDs. */
export async function notify(
  tx: Transaction,
  budgetId: string,
  { occasion, now, ...event }: Event & { occasion: string; now: Date },
): Promise<string[]> {
  const { rows } = await tx.execute<Found>(sql`
    select b.id as "budgetId", trim_scale(b.cents)::text as "budgetCents", b.scope, b.recipients, b.locale,
      case b.scope when 'workspace' then coalesce(w.name, b.workspace_id) when 'tag' then b.tag_key || ': ' || b.tag_value end as subject
    from ${budgets} b left join ${workspaces} w on w.id = b.workspace_id where b.id = ${budgetId}`);
  const [found] = rows;
  if (!found) return [];
  const { recipients, ...known } = found;
  const content: Notice = { ...known, ...event };
  return enqueue(tx, { kind: "budget", sourceId: budgetId, occasion, content }, recipients, now);
}
