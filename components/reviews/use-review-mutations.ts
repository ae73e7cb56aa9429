"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useToastMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { named } from "@/components/ui/display/vendor-text";
import { decideReview, endReviewSeries, remindReviewers } from "@/lib/governance/reviews/actions";
import type { Decide } from "@/lib/governance/reviews/change-schema";
import { reviewRowsQuery } from "@/lib/governance/reviews/queries";
import type { ReviewHead, ReviewRowsPage } from "@/lib/governance/reviews/schema";

export const refreshes = ["reviews", "audit", "bulk"];

type Named = Pick<ReviewHead, "id" | "name">;

export function useRemind() {
  const t = useTranslations("reviews");
  return useToastMutation<Named>({
    run: (send, { id }) => send(remindReviewers, { reviewId: id }),
    toText: ({ name }) => t.rich("remindedToast", named(name)),
    refreshes,
  });
}

export function useEndSeries() {
  const t = useTranslations("reviews");
  return useToastMutation<Named>({
    run: (send, { id }) => send(endReviewSeries, { reviewId: id }),
    toText: ({ name }) => t.rich("seriesEndedToast", named(name)),
    refreshes,
  });
}

const deciding = ["reviews", "deciding"];

/** Shows the decision immediately. If someone else was first, theirs appears instead. */
export function useDecide(reviewId: string, workspaceId: string) {
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const { queryKey } = reviewRowsQuery(reviewId, workspaceId);
  return useWrite<Omit<Decide, "reviewId" | "workspaceId">>({
    mutationKey: deciding,
    isRepeatable: true,
    write: (send, given) => send(decideReview, { reviewId, workspaceId, ...given }),
    onMutate: async (given) => {
      await client.cancelQueries({ queryKey: ["reviews", "rows"] });
      client.setQueryData<ReviewRowsPage>(queryKey, (page) => page && withDecision(page, given));
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      // An answer that is asked for between two decisions would lack the second.
      if (client.isMutating({ mutationKey: deciding }) > 1) return;
      client.invalidateQueries({ queryKey: ["reviews"] });
    },
  });
}

type Given = Omit<Decide, "reviewId" | "workspaceId">;

function withDecision(
  page: ReviewRowsPage,
  { rows, decision, newRole, rotateBy, reason }: Given,
): ReviewRowsPage {
  const chosen = new Set(rows.map(({ userId }) => userId));
  return {
    ...page,
    rows: page.rows.map((row) =>
      chosen.has(row.userId)
        ? {
            ...row,
            decision,
            newRole: decision === "change" ? newRole : null,
            rotateBy: decision === "change" ? rotateBy : null,
            reason: reason || null,
            version: row.version + 1,
            state: decision === null ? "open" : "decided",
            errorCode: null,
            errorReason: null,
          }
        : row,
    ),
  };
}
