"use client";

import { useTranslations } from "next-intl";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { KeptGrant } from "@/lib/account/grants/schema";
import { useRemoveGrant } from "./use-grant-mutations";

type Props = { grant: KeptGrant; isGone: boolean; onClose: () => void };

export function RemoveGrantDialog({ grant, isGone, onClose }: Props) {
  const t = useTranslations("settings.access");
  const gone = useTranslations("errors")("not_found");
  const removal = useRemoveGrant(onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove"), disabledReason: isGone && !removal.isPending ? gone : undefined }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate(grant.email)}
      onClose={onClose}
    >
      <p>{t.rich("removeText", { email: toVendorText(grant.email, "font-medium text-ink") })}</p>
    </ConfirmDialog>
  );
}
