"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import type { Failure } from "@/lib/errors";
import { removeMember } from "@/lib/members/actions";
import { refreshMembers } from "./use-change-role";

/** The keys' own action, handed in by the page: members know nothing of it. */
export type DeactivateKey = (input: {
  keyId: string;
}) => Promise<{ serverError?: Failure | undefined; validationErrors?: Failure | undefined }>;

/**
 * Keys first, each with an entry of its own in the log, then the person. The first failure ends it: whoever is still
 * there can be tried again, and a deactivated key can be activated again.
 */
export function useRemoval(memberId: string, deactivateKey: DeactivateKey, onDone: () => void) {
  const t = useTranslations("members");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (keyIds: readonly string[]) => {
      for (const keyId of keyIds) unwrap(await deactivateKey({ keyId }));
      unwrap(await removeMember({ memberId }));
    },
    onSuccess: () => {
      toast(t("removed"));
      onDone();
    },
    onSettled: () => refreshMembers(client),
  });
}
