"use client";

import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useToastMutation } from "@/components/shell/use-operation";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { revokeAnyToken, revokeOwnToken } from "@/lib/account/access-tokens/actions";
import type { AccessTokenRow } from "@/lib/account/access-tokens/schema";

type Props = { token: AccessTokenRow; isOwn: boolean; onClose: () => void };

export function RevokeTokenDialog({ token, isOwn, onClose }: Props) {
  const t = useTranslations("accessTokens");
  const revoking = useToastMutation(
    {
      run: (send: Send, { id }: AccessTokenRow) => send(isOwn ? revokeOwnToken : revokeAnyToken, { id }),
      toText: ({ name }) => t.rich("revokedToast", named(name)),
      refreshes: ["access-tokens", "audit"],
    },
    onClose,
  );
  return (
    <ConfirmDialog
      title={t("revokeTitle")}
      confirm={{ label: t("revoke") }}
      isPending={revoking.isPending}
      onConfirm={() => revoking.mutate(token)}
      onClose={onClose}
    >
      <p>{t.rich("revokeText", named(token.name, "font-medium text-ink"))}</p>
    </ConfirmDialog>
  );
}
