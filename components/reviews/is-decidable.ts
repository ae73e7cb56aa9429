import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { decidableStates } from "@/lib/governance/reviews/vocabulary";

export function isDecidable({ isSelf, state }: ReviewRow): boolean {
  return !isSelf && decidableStates.includes(state);
}
