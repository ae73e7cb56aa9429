"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { KeyName } from "@/components/directory/key-cells";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import { cancelKeyStop, endKeyRotation, planKeyStop, rotateKey } from "@/lib/directory/keys/actions";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { useKeyFailure } from "./use-key-failure";
import { refreshKeys } from "./use-key-status-mutation";

type Named = Pick<KeyRow, "id" | "name">;

export function useRotateKey(key: Named, onPicked: () => void) {
  const t = useTranslations("keys.rotation");
  const client = useQueryClient();
  return useWrite({
    write: (send, { replacement, stopsWhenQuiet }: { replacement: Named; stopsWhenQuiet: boolean }) =>
      send(rotateKey, { keyId: key.id, replacementId: replacement.id, stopsWhenQuiet }),
    onSuccess: (_, { replacement, stopsWhenQuiet }) => {
      toast(
        t.rich(stopsWhenQuiet ? "pickedAndPlanned" : "picked", {
          name: () => <KeyName of={key} />,
          replacement: () => <KeyName of={replacement} />,
        }),
      );
      onPicked();
    },
    onSettled: () => refreshKeys(client),
  });
}

export function useEndRotation(key: Named) {
  const t = useTranslations("keys.rotation");
  const client = useQueryClient();
  const showKeyFailure = useKeyFailure();
  return useWrite({
    write: (send) => send(endKeyRotation, { keyId: key.id }),
    onSuccess: () => toast(t.rich("ended", { name: () => <KeyName of={key} /> })),
    onError: (error) => showKeyFailure(key.id, error),
    onSettled: () => refreshKeys(client),
  });
}

/** Plans that the key stops once it is quiet, or no longer. */
export function usePlanStop(key: Named) {
  const t = useTranslations("keys.rotation");
  const client = useQueryClient();
  const showKeyFailure = useKeyFailure();
  return useWrite({
    write: (send, isPlanned: boolean) => send(isPlanned ? planKeyStop : cancelKeyStop, { keyId: key.id }),
    onSuccess: (_, isPlanned) =>
      toast(t.rich(isPlanned ? "stopPlanned" : "stopCancelled", { name: () => <KeyName of={key} /> })),
    onError: (error) => showKeyFailure(key.id, error),
    onSettled: () => refreshKeys(client),
  });
}
