"use client";

import { useTranslations } from "next-intl";
import { makePasskey } from "@/components/directory/passkey-ceremony";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import {
  addPasskey,
  beginPasskey,
  removeOwnPasskey,
  removePasskey,
  renameOwnPasskey,
} from "@/lib/account/passkeys/actions";

const refreshes = ["passkeys", "audit"];

export function useAddPasskey(onDone: () => void) {
  const t = useTranslations("passkeys");
  return useFormMutation(
    {
      run: async (send: Send, name: string) => {
        const options = await send(beginPasskey, { name });
        await send(addPasskey, { name, response: await makePasskey(options) });
      },
      toText: () => t("addedToast"),
      refreshes,
      // Each response belongs to a challenge that can be used only once.
      isRepeatable: true,
    },
    onDone,
  );
}

export function useRenamePasskey(onDone: () => void) {
  const t = useTranslations("passkeys");
  const run = (send: Send, given: { id: string; name: string }) => send(renameOwnPasskey, given);
  return useFormMutation({ run, toText: () => t("renamedToast"), refreshes }, onDone);
}

export function useRemovePasskey(isOwn: boolean, onDone: () => void) {
  const t = useTranslations("passkeys");
  const run = (send: Send, id: string) => send(isOwn ? removeOwnPasskey : removePasskey, { id });
  return useToastMutation({ run, toText: () => t("removedToast"), refreshes }, onDone);
}
