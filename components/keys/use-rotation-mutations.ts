"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { endKeyRotation, rotateKey } from "@/lib/keys/actions";
import { useKeyFailure } from "./use-key-failure";
import { refreshKeys } from "./use-key-status-mutation";

export function useRotateKey(keyId: string, onPicked: () => void) {
  const t = useTranslations("keys.rotation");
  const client = useQueryClient();
  return useWrite({
    write: (send, replacementId: string) => send(rotateKey, { keyId, replacementId }),
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
  const showKeyFailure = useKeyFailure();
  return useWrite({
    write: (send) => send(endKeyRotation, { keyId }),
    onSuccess: () => toast(t("ended")),
    onError: (error) => showKeyFailure(keyId, error),
    onSettled: () => refreshKeys(client),
  });
}
