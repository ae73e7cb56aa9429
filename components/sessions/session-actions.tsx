"use client";

import { useQuery } from "@tanstack/react-query";
import { MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Send } from "@/components/shell/submits";
import { useToastMutation } from "@/components/shell/use-operation";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Menu } from "@/components/ui/overlay/menu";
import { endSession, endSessions } from "@/lib/account/sessions/actions";
import { signInsQuery } from "@/lib/account/sessions/queries";
import type { SessionRow } from "@/lib/account/sessions/schema";
import { linkEmail } from "@/lib/core/auth/vocabulary";
import { refreshes } from "./own-session-action";

export function SessionActions({ session }: { session: SessionRow }) {
  const t = useTranslations("sessions");
  const [isAsking, setAsking] = useState(false);
  const name = session.email ?? t("methods.link");
  const one = useToastMutation({
    run: (send: Send, id: string) => send(endSession, { id }),
    toText: () => t.rich("endedToast", named(name)),
    refreshes,
  });
  return (
    <span className="flex items-center justify-end">
      <Menu
        label={t("actionsOf", { name })}
        trigger={<MoreHorizontal aria-hidden className="size-4" />}
        triggerClass="grid size-8 pointer-coarse:size-11 place-items-center rounded-md hover:bg-sunken"
        items={[
          { id: "one", label: t("end"), onSelect: () => one.mutate(session.id) },
          { id: "all", hasDialog: true, label: t("endAll"), isDanger: true, onSelect: () => setAsking(true) },
        ]}
      />
      {isAsking && <EndSessionsDialog name={session.email ?? linkEmail} onClose={() => setAsking(false)} />}
    </span>
  );
}

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
