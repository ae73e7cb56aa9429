"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { addressCheckQuery } from "@/lib/directory/invites/queries";
import type { InviteRow } from "@/lib/directory/invites/schema";
import { useWithdraw } from "./use-invite-mutations";

export function WithdrawDialog({ invite, onClose }: { invite: InviteRow; onClose: () => void }) {
  const t = useTranslations("invites");
  const withdrawal = useWithdraw(onClose);
  const { data: check } = useQuery({ ...addressCheckQuery(invite.email), staleTime: 0 });
  const isPending = check === undefined || check.invite?.id === invite.id;
  const reason = useTranslations("reasons")("invite_not_pending");
  return (
    <ConfirmDialog
      title={t("withdrawTitle")}
      confirm={{ label: t("withdraw"), disabledReason: isPending ? undefined : reason }}
      isPending={withdrawal.isPending}
      onConfirm={() => withdrawal.mutate(invite)}
      onClose={onClose}
    >
      <p>{t.rich("withdrawText", { email: toVendorText(invite.email, "font-medium text-ink") })}</p>
    </ConfirmDialog>
  );
}
