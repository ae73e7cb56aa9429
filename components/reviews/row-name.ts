import type { ReviewRow } from "@/lib/reviews/schema";

/** What a row is about: a key, or a person. */
export function toRowName({ userId, name, email, facts }: ReviewRow): string {
  if (facts) return facts.name || userId;
  return name || email;
}
