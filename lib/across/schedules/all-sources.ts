import "server-only";
import { composeNotice as composeSecurityNotice } from "@/lib/across/notices/compose";
import { expandNotices } from "@/lib/across/notices/expand";
import { composeTokenEnd, expandTokenEnds } from "@/lib/across/notices/token-end";
import { composeTest } from "@/lib/core/delivery/test";
import type { Sources } from "@/lib/core/delivery/worker";
import { composeReviewMail } from "@/lib/governance/reviews/compose";
import { expandReviews } from "@/lib/governance/reviews/series";
import { composeNotice } from "@/lib/money/budgets/notices";
import { composeAlarm } from "@/lib/money/spend/unusual-alarms";
import { composeRecorded } from "./compose-recorded";
import { expandSchedules } from "./store";

/** Everything that sends messages. */
export const deliverySources: Sources = {
  schedule: { compose: composeRecorded, expand: expandSchedules },
  budget: { compose: composeNotice },
  unusual_day: { compose: composeAlarm },
  review: { compose: composeReviewMail, expand: expandReviews },
  notice: { compose: composeSecurityNotice, expand: expandNotices },
  token_end: { compose: composeTokenEnd, expand: expandTokenEnds },
  webhook_test: { compose: composeTest },
};
