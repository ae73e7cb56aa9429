import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { reviewReads } from "./reads";

const read = queriesOf<typeof reviewReads>();

/** Other reviewers may decide at the same time. */
const pollMs = 15_000;
const applyingPollMs = 1_500;

export function reviewsQuery() {
  return read(["reviews"], "reviews");
}

export function reviewChoicesQuery() {
  return read(["reviews", "choices"], "reviews/choices");
}

export function decidersQuery(review: string, workspace: string | undefined) {
  return read(["reviews", "deciders", review, workspace ?? ""], "reviews/deciders", {
    search: { review, workspace },
  });
}

export function reviewQuery(reviewId: string) {
  return read(["reviews", "one", reviewId], "reviews/one", {
    search: { review: reviewId },
    refetchInterval: pollMs,
  });
}

export function reviewRowsQuery(reviewId: string, workspaceId: string) {
  const search = new URLSearchParams({ review: reviewId, workspace: workspaceId });
  return read(["reviews", "rows", reviewId, workspaceId], "reviews/rows", {
    search: `?${search}`,
    refetchInterval: ({ state: { data } }) =>
      data?.rows.some(({ state }) => state === "waiting") ? applyingPollMs : pollMs,
  });
}
