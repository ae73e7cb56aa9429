"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import { endKeyRotation, rotateKey } from "@/lib/keys/actions";
import { useKeyFailure } from "./use-key-failure";
import { refreshKeys } from "./use-switch-key";

/** A failure stays with the dialog. */
export function useRotateKey(keyId: string, onPicked: () => void) {
  const t = useTranslations("keys.rotation");
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (replacementId: string) => unwrap(await rotateKey({ keyId, replacementId })),
    onSuccess: () => {
      toast(t("picked"));
      onPicked();
    },
    onSettled: () => refreshKeys(client),
  });
}

export function useEndRotation(keyId: string) {
  const t = useTranslations("keys.rotation");
  const client = useQueryClient();
  const tellFailure = useKeyFailure();
  return useMutation({
    mutationFn: async () => unwrap(await endKeyRotation({ keyId })),
    onSuccess: () => toast(t("ended")),
    onError: (error) => tellFailure(keyId, error),
    onSettled: () => refreshKeys(client),
  });
}
