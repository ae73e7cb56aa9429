"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useFormMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import {
  answerReviewer,
  askAboutReview,
  closeReview,
  extendReview,
  handOverReview,
  reassignReview,
  startReview,
  submitReview,
} from "@/lib/governance/reviews/actions";
import type {
  Answer,
  Ask,
  Close,
  HandOver,
  Reassign,
  StartReview,
  Submit,
  Submitted,
} from "@/lib/governance/reviews/change-schema";
import { reviewQuery } from "@/lib/governance/reviews/queries";
import type { ReviewHead } from "@/lib/governance/reviews/schema";
import { refreshes } from "./use-review-mutations";

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

/** `about`: what is handed over. */
export function useHandOver(about: string, onDone: () => void) {
  const t = useTranslations("reviews");
  return useFormMutation<HandOver>(
    {
      run: (send, given) => send(handOverReview, given),
      toText: ({ to }) => t.rich("handedOverToast", { name: toVendorText(about), person: toVendorText(to) }),
      refreshes,
    },
    onDone,
  );
}

export function useAskAdmins(onDone: () => void) {
  const t = useTranslations("reviews");
  return useFormMutation<Ask>(
    { run: (send, given) => send(askAboutReview, given), toText: () => t("askedToast"), refreshes },
    onDone,
  );
}

export function useAnswer(onDone: () => void) {
  const t = useTranslations("reviews");
  return useFormMutation<Answer>(
    { run: (send, given) => send(answerReviewer, given), toText: () => t("answeredToast"), refreshes },
    onDone,
  );
}

/**
 * `submits`: the workspaces whose decisions are submitted before, with `isRest` also what nobody decided about. Closing
 * waits until they are applied.
 */
type CloseAll = Close & { submits: readonly string[]; isRest: boolean; signal: AbortSignal };

export function useCloseReview(name: string, onDone: () => void) {
  const t = useTranslations("reviews");
  const client = useQueryClient();
  return useFormMutation<CloseAll>(
    {
      run: async (send, { submits, isRest, signal, ...given }) => {
        const { reviewId, reason } = given;
        const undecided = isRest ? reason : null;
        for (const workspaceId of submits) await send(submitReview, { reviewId, workspaceId, undecided });
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

/** The navigation's number is the server's. */
export function useSubmitReview(onDone: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  return useWrite<Submit, Submitted>({
    write: (send, given) => send(submitReview, given),
    onSuccess: onDone,
    onSettled: () => {
      router.refresh();
      return Promise.all(refreshes.map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
}
