"use client";

import { useTranslations } from "next-intl";
import { VendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { PasskeyRow } from "@/lib/account/passkeys/schema";
import { PasskeyNameDialog } from "./passkey-name-dialog";
import { useAddPasskey, useRemovePasskey, useRenamePasskey } from "./use-passkey-mutations";

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

export function RenamePasskeyDialog({ passkey: { id, name }, onClose }: Props) {
  const t = useTranslations("passkeys");
  const renaming = useRenamePasskey(onClose);
  const mutation = { ...renaming, mutate: (given: string) => renaming.mutate({ id, name: given }) };
  const words = { title: t("renameTitle"), submit: t("save") };
  return <PasskeyNameDialog words={words} name={name} mutation={mutation} onClose={onClose} />;
}

export function RemovePasskeyDialog({ passkey, isOwn, onClose }: Props & { isOwn: boolean }) {
  const t = useTranslations("passkeys");
  const removal = useRemovePasskey(isOwn, onClose);
  const quote = (text: string) => () => <VendorText className="font-medium text-ink">{text}</VendorText>;
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove") }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate(passkey.id)}
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
