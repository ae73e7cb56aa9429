"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { cancelKeyStop, endKeyRotation, planKeyStop, rotateKey } from "@/lib/keys/actions";
import { useKeyFailure } from "./use-key-failure";
import { refreshKeys } from "./use-key-status-mutation";

export function useRotateKey(keyId: string, onPicked: () => void) {
  const t = useTranslations("keys.rotation");
  const client = useQueryClient();
  return useWrite({
    write: (send, given: { replacementId: string; stopsWhenQuiet: boolean }) =>
      send(rotateKey, { keyId, ...given }),
    onSuccess: (_, { stopsWhenQuiet }) => {
      toast(t(stopsWhenQuiet ? "pickedAndPlanned" : "picked"));
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

/** Plans that the key stops once it is quiet, or no longer. */
export function usePlanStop(keyId: string) {
  const t = useTranslations("keys.rotation");
  const client = useQueryClient();
  const showKeyFailure = useKeyFailure();
  return useWrite({
    write: (send, isPlanned: boolean) => send(isPlanned ? planKeyStop : cancelKeyStop, { keyId }),
    onSuccess: (_, isPlanned) => toast(t(isPlanned ? "stopPlanned" : "stopCancelled")),
    onError: (error) => showKeyFailure(keyId, error),
    onSettled: () => refreshKeys(client),
  });
}
