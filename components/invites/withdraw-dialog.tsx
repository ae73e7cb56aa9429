"use client";

import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { VendorText } from "@/components/ui/vendor-text";
import type { InviteRow } from "@/lib/invites/schema";
import { useWithdraw } from "./use-invite-acts";

/** No name to type: a new invite undoes it. */
export function WithdrawDialog({ invite, onClose }: { invite: InviteRow; onClose: () => void }) {
  const t = useTranslations("invites");
  const withdrawal = useWithdraw(onClose);
  return (
    <ConfirmDialog
      title={t("withdrawTitle")}
      confirm={{ label: t("withdraw") }}
      isPending={withdrawal.isPending}
      onConfirm={() => withdrawal.mutate(invite.id)}
      onClose={onClose}
    >
      <p>
        {t.rich("withdrawText", {
          email: () => <VendorText className="font-medium text-ink">{invite.email}</VendorText>,
        })}
      </p>
    </ConfirmDialog>
  );
}
