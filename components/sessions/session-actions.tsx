"use client";

import { MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Send } from "@/components/shell/submits";
import { useToastMutation } from "@/components/shell/use-operation";
import { named } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { Menu } from "@/components/ui/overlay/menu";
import { endSession } from "@/lib/account/sessions/actions";
import type { SessionRow } from "@/lib/account/sessions/schema";
import { linkEmail } from "@/lib/core/auth/vocabulary";
import { refreshes } from "./own-session-action";

export const EndSessionsDialog = onDemand(() =>
  import("./end-sessions-dialog").then((file) => file.EndSessionsDialog),
);

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
