"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import type { Failure } from "@/lib/errors";
import { removeMember, removeMembers } from "@/lib/members/actions";
import { refreshMembers } from "./use-change-role";

type Answer<T> = Promise<{
  data?: T | undefined;
  serverError?: Failure | undefined;
  validationErrors?: Failure | undefined;
}>;

/** The keys' own actions, handed in by the page: members know nothing of them. */
export type KeyStops = {
  one: (input: { keyId: string }) => Answer<unknown>;
  many: (input: { act: "deactivate"; keyIds: string[] }) => Answer<{ runId: string }>;
};

/**
 * Keys first, each with an entry of its own in the log, then the person. The first failure ends it: whoever is still
 * there can be tried again, and a deactivated key can be activated again.
 */
export function useRemoval(memberId: string, stops: KeyStops, onDone: () => void) {
  const t = useTranslations("members");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (keyIds: readonly string[]) => {
      for (const keyId of keyIds) unwrap(await stops.one({ keyId }));
      unwrap(await removeMember({ memberId }));
    },
    onSuccess: () => {
      toast(t("removed"));
      onDone();
    },
    onSettled: () => refreshMembers(client),
  });
}

/** Of many: the keys are a run of their own, begun first, so that a failing key holds up nobody's removal. */
export function useManyRemovals(stops: KeyStops) {
  const router = useRouter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ memberIds, keyIds }: { memberIds: string[]; keyIds: string[] }) => {
      if (keyIds.length > 0) unwrap(await stops.many({ act: "deactivate", keyIds }));
      const { runId } = unwrap(await removeMembers({ memberIds }));
      return keyIds.length > 0 ? null : runId;
    },
    onSuccess: (runId) => router.push(runId ? `/bulk/${runId}` : "/bulk"),
    onSettled: () => {
      refreshMembers(client);
      client.invalidateQueries({ queryKey: ["bulk"] });
    },
  });
}
