import type { ReviewRow } from "@/lib/governance/reviews/schema";

/** What a row is about: a key, or a person, who for a grant is an address. */
export function toRowName({ userId, kind, name, email, facts }: ReviewRow): string {
  if (facts) return facts.name || userId;
  return kind === "grants" ? email : name || email;
}
