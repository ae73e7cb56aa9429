import type { AccessTokenRow } from "@/lib/account/access-tokens/schema";
import { isOver } from "@/lib/account/access-tokens/vocabulary";

/** The newest first, and what no longer works at the end. */
export function sortTokens(tokens: readonly AccessTokenRow[]): AccessTokenRow[] {
  return tokens.toSorted(
    (one, other) =>
      Number(isOver(one.state)) - Number(isOver(other.state)) || other.createdAt.localeCompare(one.createdAt),
  );
}
