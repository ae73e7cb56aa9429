import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { ReviewDetail, ReviewRowsPage, ReviewsPage, StartChoices } from "./schema";

/** Other reviewers may decide at the same time. */
const pollMs = 15_000;
const applyingPollMs = 1_500;

export function reviewsQuery() {
  return queryOptions({
    queryKey: ["reviews"],
    queryFn: ({ signal }) => fetchRoute<ReviewsPage>("/api/reviews", signal),
  });
}

export function reviewChoicesQuery() {
  return queryOptions({
    queryKey: ["reviews", "choices"],
    queryFn: ({ signal }) => fetchRoute<StartChoices>("/api/reviews/choices", signal),
  });
}

export function reviewQuery(reviewId: string) {
  return queryOptions({
    queryKey: ["reviews", "one", reviewId],
    queryFn: ({ signal }) => fetchRoute<ReviewDetail>(`/api/reviews/one?review=${reviewId}`, signal),
    refetchInterval: pollMs,
  });
}

export function reviewRowsQuery(reviewId: string, workspaceId: string) {
  const search = new URLSearchParams({ review: reviewId, workspace: workspaceId });
  return queryOptions({
    queryKey: ["reviews", "rows", reviewId, workspaceId],
    queryFn: ({ signal }) => fetchRoute<ReviewRowsPage>(`/api/reviews/rows?${search}`, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.rows.some(({ state }) => state === "waiting") ? applyingPollMs : pollMs,
  });
}
