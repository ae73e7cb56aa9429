import "server-only";
import { composeNotice } from "@/lib/budgets/notices";
import { composeTest } from "@/lib/delivery/test";
import type { Sources } from "@/lib/delivery/worker";
import { composeScheduled } from "@/lib/schedules/compose";
import { expandSchedules } from "@/lib/schedules/store";

/** Everything that sends messages. */
export const deliverySources: Sources = {
  schedule: { compose: composeScheduled, expand: expandSchedules },
  budget: { compose: composeNotice },
  webhook_test: { compose: composeTest },
};
