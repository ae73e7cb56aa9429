import "server-only";
import { composeNotice } from "@/lib/budgets/notices";
import { composeTest } from "@/lib/delivery/test";
import type { Sources } from "@/lib/delivery/worker";
import { composeNotice as composeSecurityNotice } from "@/lib/notices/compose";
import { expandNotices } from "@/lib/notices/expand";
import { composeReminder } from "@/lib/reviews/compose";
import { expandReviews } from "@/lib/reviews/series";
import { composeRecorded } from "@/lib/schedules/compose-recorded";
import { expandSchedules } from "@/lib/schedules/store";
import { composeAlarm } from "@/lib/spend/unusual-alarms";

/** Everything that sends messages. */
export const deliverySources: Sources = {
  schedule: { compose: composeRecorded, expand: expandSchedules },
  budget: { compose: composeNotice },
  unusual_day: { compose: composeAlarm },
  review: { compose: composeReminder, expand: expandReviews },
  notice: { compose: composeSecurityNotice, expand: expandNotices },
  webhook_test: { compose: composeTest },
};
