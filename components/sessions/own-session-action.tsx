"use client";

import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useToastMutation } from "@/components/shell/use-operation";
import { Button } from "@/components/ui/controls/button";
import { named } from "@/components/ui/display/vendor-text";
import { endOwnSession } from "@/lib/account/sessions/actions";
import type { SessionRow } from "@/lib/account/sessions/schema";

/** What the end of a session changes. */
export const refreshes = ["sessions", "audit"];

export function OwnSessionAction({ session }: { session: SessionRow }) {
  const t = useTranslations("sessions");
  const ending = useToastMutation({
    run: (send: Send, id: string) => send(endOwnSession, { id }),
    toText: () => t.rich("endedOwnToast", named(session.browser ?? session.address)),
    refreshes,
  });
  if (session.isOwn) return null;
  return (
    <Button size="sm" isPending={ending.isPending} onClick={() => ending.mutate(session.id)}>
      {t("end")}
    </Button>
  );
}
