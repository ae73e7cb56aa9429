"use client";

import { useTranslations } from "next-intl";
import { makePasskey } from "@/components/directory/passkey-ceremony";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import {
  addPasskey,
  beginPasskey,
  removeOwnPasskey,
  removePasskey,
  renameOwnPasskey,
} from "@/lib/account/passkeys/actions";
import type { PasskeyRow } from "@/lib/account/passkeys/schema";
import { PasskeyNameDialog } from "./passkey-name-dialog";

const refreshes = ["passkeys", "audit"];

export function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("passkeys");
  const words = { title: t("addTitle"), submit: t("create") };
  return (
    <PasskeyNameDialog
      words={words}
      text={t("addText")}
      mutation={useAddPasskey(onClose)}
      onClose={onClose}
    />
  );
}

type Props = { passkey: PasskeyRow; onClose: () => void };

export function RenamePasskeyDialog({ passkey, onClose }: Props) {
  const t = useTranslations("passkeys");
  const renaming = useRenamePasskey(passkey, onClose);
  const words = { title: t("renameTitle"), submit: t("save") };
  return <PasskeyNameDialog words={words} name={passkey.name} mutation={renaming} onClose={onClose} />;
}

export function RemovePasskeyDialog({ passkey, isOwn, onClose }: Props & { isOwn: boolean }) {
  const t = useTranslations("passkeys");
  const removal = useRemovePasskey(isOwn, onClose);
  const quote = (text: string) => toVendorText(text, "font-medium text-ink");
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove") }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate(passkey)}
      onClose={onClose}
    >
      <p>
        {t.rich(isOwn ? "removeText" : "removeOtherText", {
          name: quote(passkey.name),
          person: quote(passkey.email),
        })}
      </p>
    </ConfirmDialog>
  );
}

function useAddPasskey(onDone: () => void) {
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

function useRenamePasskey({ id, name }: PasskeyRow, onDone: () => void) {
  const t = useTranslations("passkeys");
  const run = (send: Send, after: string) => send(renameOwnPasskey, { id, name: after });
  const toText = (after: string) =>
    t.rich("renamedToast", { before: toVendorText(name), after: toVendorText(after) });
  return useFormMutation({ run, toText, refreshes }, onDone);
}

function useRemovePasskey(isOwn: boolean, onDone: () => void) {
  const t = useTranslations("passkeys");
  const run = (send: Send, { id }: PasskeyRow) => send(isOwn ? removeOwnPasskey : removePasskey, { id });
  const toText = ({ name }: PasskeyRow) => t.rich("removedToast", named(name));
  return useToastMutation({ run, toText, refreshes }, onDone);
}
