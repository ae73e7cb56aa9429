"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/shell/form-dialog";
import { toVendorText } from "@/components/ui/display/vendor-text";
import type { KeptGrant } from "@/lib/account/grants/schema";
import { ExpiresField } from "./expires-field";
import { useRenewGrant } from "./use-grant-mutations";

type Props = { grant: KeptGrant; isGone: boolean; onClose: () => void };

export function RenewGrantDialog({ grant, isGone, onClose }: Props) {
  const t = useTranslations("settings.access");
  const saving = useRenewGrant(onClose);
  const { email, suspendedFor } = grant;
  return (
    <FormDialog
      labels={{ title: t("renewTitle"), submit: t("renew") }}
      saving={saving}
      isGone={isGone}
      onSubmit={(form) => saving.mutate({ email, expiresOn: String(form.get("expiresOn")) })}
      onClose={onClose}
    >
      <p>
        {t.rich("renewText", {
          why: suspendedFor ?? "none",
          email: toVendorText(email, "font-medium text-ink"),
        })}
      </p>
      <ExpiresField day={null} />
    </FormDialog>
  );
}
