"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useStatusName } from "@/components/directory/key-status-badge";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { toast } from "@/components/ui/overlay/toast-store";
import { keyDetailQuery } from "@/lib/directory/keys/queries";

/** If someone else was faster, also shows the key's current state. */
export function useKeyFailure(): (keyId: string, error: unknown) => Promise<void> {
  const t = useTranslations("keys");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const toStatus = useStatusName();
  return async (keyId, error) => {
    const failure = toFailure(error);
    const isOutdated = failure.code === "conflict" || failure.code === "refused";
    const now = isOutdated ? await client.fetchQuery({ ...keyDetailQuery(keyId), staleTime: 0 }) : null;
    if (failure.code !== "conflict" || !now) return showFailure(failure);
    const { name, status } = now.key;
    toast(t("changedMeanwhile", { name, status: toStatus(status) }), { tone: "failure" });
  };
}
