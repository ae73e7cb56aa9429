import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { parseAsText } from "@/lib/core/address/search-params";

export const rowFilters = ["all", "open", "decided", "done"] as const;

export const reviewSearchParams = {
  workspace: parseAsString,
  q: parseAsText.withDefault(""),
  show: parseAsStringLiteral(rowFilters).withDefault("all"),
};
export type ReviewSearch = inferParserType<typeof reviewSearchParams>;
export const loadReviewSearch = createLoader(reviewSearchParams);
export const toReviewQueryString = createSerializer(reviewSearchParams);

/** Opens the only workspace right away for people who review just one. */
export function findPlace<Place extends { workspaceId: string }>(
  places: readonly Place[],
  { workspace }: Pick<ReviewSearch, "workspace">,
): Place | undefined {
  return places.length === 1 ? places[0] : places.find(({ workspaceId }) => workspaceId === workspace);
}
