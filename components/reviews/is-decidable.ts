import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { decidableStates, submittableStates } from "@/lib/governance/reviews/vocabulary";

export function isDecidable({ isSelf, state, mayDecide }: ReviewRow): boolean {
  return mayDecide && !isSelf && decidableStates.includes(state);
}

/** Whether the reader would submit the decision about it. */
export function isReady({ isSelf, state, mayDecide }: ReviewRow): boolean {
  return mayDecide && !isSelf && submittableStates.includes(state);
}
