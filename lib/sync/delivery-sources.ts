import "server-only";
import { composeNotice } from "@/lib/budgets/notices";
import { composeTest } from "@/lib/delivery/test";
import type { Sources } from "@/lib/delivery/worker";

/** Everything that sends messages. */
export const deliverySources: Sources = {
  budget: { compose: composeNotice },
  webhook_test: { compose: composeTest },
};
