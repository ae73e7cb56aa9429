"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useToastMutation } from "@/components/shell/use-operation";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { endSessions } from "@/lib/account/sessions/actions";
import { signInsQuery } from "@/lib/account/sessions/queries";
import { linkEmail } from "@/lib/core/auth/vocabulary";
import { refreshes } from "./own-session-action";

/** `name`: whose, an address or that of the link. */
export function EndSessionsDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useTranslations("sessions");
  const { data } = useQuery(signInsQuery());
  const isOwn = data?.sessions.some(({ isOwn, email }) => isOwn && email === name) ?? false;
  const shown = name === linkEmail ? t("methods.link") : name;
  const ending = useToastMutation(
    {
      run: (send: Send, name: string) => send(endSessions, { name }),
      toText: () => t.rich("endedAllToast", named(shown)),
      refreshes,
    },
    onClose,
  );
  return (
    <ConfirmDialog
      title={t("endTitle")}
      confirm={{ label: t("endAll") }}
      isPending={ending.isPending}
      onConfirm={() => ending.mutate(name)}
      onClose={onClose}
    >
      <p>{t.rich("endText", named(shown, "font-medium text-ink"))}</p>
      {isOwn && <p className="font-medium text-ink">{t("endOwnText")}</p>}
    </ConfirmDialog>
  );
}
