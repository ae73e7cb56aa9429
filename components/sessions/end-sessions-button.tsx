"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useToldAct } from "@/components/shell/use-act";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { VendorText } from "@/components/ui/vendor-text";
import { unwrap } from "@/lib/entry/unwrap";
import { endSessions } from "@/lib/sessions/actions";

/** Signs a person out in every browser. `name` is their address, or `link` for whoever came by the one-time link. */
export function EndSessionsButton({ name }: { name: string }) {
  const t = useTranslations("sessions");
  const [isAsking, setAsking] = useState(false);
  const ending = useEndSessions(() => setAsking(false));
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        {t("end")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t("endTitle")}
          confirm={{ label: t("end") }}
          isPending={ending.isPending}
          onConfirm={() => ending.mutate(name)}
          onClose={() => setAsking(false)}
        >
          <p>
            {t.rich("endText", {
              name: () => <VendorText className="font-medium text-ink">{name}</VendorText>,
            })}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function useEndSessions(onClose: () => void) {
  const t = useTranslations("sessions");
  const run = async (name: string) => unwrap(await endSessions({ name }));
  return useToldAct({ run, toText: () => t("endedToast"), refreshes: ["sessions", "audit"] }, onClose);
}
