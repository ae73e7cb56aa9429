"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import {
  closeReview,
  decideReview,
  endReviewSeries,
  extendReview,
  reassignReview,
  remindReviewers,
  startReview,
  submitReview,
} from "@/lib/governance/reviews/actions";
import type {
  Close,
  Decide,
  Reassign,
  StartReview,
  Submit,
  Submitted,
} from "@/lib/governance/reviews/change-schema";
import { reviewQuery, reviewRowsQuery } from "@/lib/governance/reviews/queries";
import type { ReviewHead, ReviewRowsPage } from "@/lib/governance/reviews/schema";

const refreshes = ["reviews", "audit", "bulk"];

export function useStartReview(onStarted: () => void) {
  const t = useTranslations("reviews");
  return useFormMutation<StartReview>(
    {
      run: (send, given) => send(startReview, given),
      toText: ({ name }) => t.rich("startedToast", named(name)),
      refreshes,
    },
    onStarted,
  );
}

type Named = Pick<ReviewHead, "id" | "name">;

export function useExtendReview({ id, name, dueOn: before }: ReviewHead, onDone: () => void) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  return useFormMutation(
    {
      run: (send, dueOn: string) => send(extendReview, { reviewId: id, before, dueOn }),
      toText: (dueOn) =>
        t.rich("extendedToast", {
          name: toVendorText(name),
          before: formatDay(before, locale),
          after: formatDay(dueOn, locale),
        }),
      refreshes,
      isRepeatable: true,
    },
    onDone,
  );
}

export function useReassignReview(name: string, onDone: () => void) {
  const t = useTranslations("reviews");
  return useFormMutation<Reassign>(
    {
      run: (send, given) => send(reassignReview, given),
      toText: ({ reviewers }) =>
        t.rich("reassignedToast", {
          name: toVendorText(name),
          reviewers: toVendorText(reviewers.join(", ") || t("anyAdmin")),
        }),
      refreshes,
      isRepeatable: true,
    },
    onDone,
  );
}

/** `submits`: the workspaces whose decisions are submitted before. Closing waits until they are applied. */
type CloseAll = Close & { submits: readonly string[]; signal: AbortSignal };

export function useCloseReview(name: string, onDone: () => void) {
  const t = useTranslations("reviews");
  const client = useQueryClient();
  return useFormMutation<CloseAll>(
    {
      run: async (send, { submits, signal, ...given }) => {
        const { reviewId } = given;
        for (const workspaceId of submits) await send(submitReview, { reviewId, workspaceId });
        if (submits.length > 0) await waitUntilApplied(client, reviewId, signal);
        return send(closeReview, given);
      },
      toText: () => t.rich("closedToast", named(name)),
      refreshes,
    },
    onDone,
  );
}

async function waitUntilApplied(client: QueryClient, reviewId: string, signal: AbortSignal) {
  for (;;) {
    const { places } = await client.fetchQuery({ ...reviewQuery(reviewId), staleTime: 0 });
    signal.throwIfAborted();
    if (places.every(({ waiting }) => waiting === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

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

export function useSubmitReview(onDone: () => void) {
  const client = useQueryClient();
  return useWrite<Submit, Submitted>({
    write: (send, given) => send(submitReview, given),
    onSuccess: onDone,
    onSettled: () => Promise.all(refreshes.map((key) => client.invalidateQueries({ queryKey: [key] }))),
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
