"use client";

import { useTranslations } from "next-intl";
import { makePasskey } from "@/components/directory/passkey-ceremony";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import {
  addPasskey,
  beginPasskey,
  removeOwnPasskey,
  removePasskey,
  renameOwnPasskey,
} from "@/lib/account/passkeys/actions";
import type { PasskeyRow } from "@/lib/account/passkeys/schema";

const refreshes = ["passkeys", "audit"];

export function useAddPasskey(onDone: () => void) {
  const t = useTranslations("passkeys");
  return useFormMutation(
    {
      run: async (send: Send, name: string) => {
        const options = await send(beginPasskey, { name });
        await send(addPasskey, { name, response: await makePasskey(options) });
      },
      toText: (name) => t.rich("addedToast", named(name)),
      refreshes,
      // Each response belongs to a challenge that can be used only once.
      isRepeatable: true,
    },
    onDone,
  );
}

export function useRenamePasskey({ id, name }: PasskeyRow, onDone: () => void) {
  const t = useTranslations("passkeys");
  const run = (send: Send, after: string) => send(renameOwnPasskey, { id, name: after });
  const toText = (after: string) =>
    t.rich("renamedToast", { before: toVendorText(name), after: toVendorText(after) });
  return useFormMutation({ run, toText, refreshes }, onDone);
}

export function useRemovePasskey(isOwn: boolean, onDone: () => void) {
  const t = useTranslations("passkeys");
  const run = (send: Send, { id }: PasskeyRow) => send(isOwn ? removeOwnPasskey : removePasskey, { id });
  const toText = ({ name }: PasskeyRow) => t.rich("removedToast", named(name));
  return useToastMutation({ run, toText, refreshes }, onDone);
}
