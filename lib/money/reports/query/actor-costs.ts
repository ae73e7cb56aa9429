import "server-only";
import { sql } from "drizzle-orm";
import { actorCostRollups, actorCostRows } from "@/lib/core/db/actor-cost-tables";

const columns = sql.raw(
  "actor_kind, actor_id, actor_email, api_key_id, workspace_id, product, model, currency, cents, list_cents",
);

/** Cost by actor in days, weeks, and months, for a query that says with `isInRollupPeriods` which of them it means. */
export const actorCosts = sql`(select 'day' as grain, day as starts_on, ${columns} from ${actorCostRows}
  union all select grain, starts_on, ${columns} from ${actorCostRollups})`;
