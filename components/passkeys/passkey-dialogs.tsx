"use client";

import { useTranslations } from "next-intl";
import { toVendorText } from "@/components/ui/display/vendor-text";
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
