"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { toast } from "@/components/ui/overlay/toast-store";
import { syncNow } from "@/lib/across/sync/actions";

export function SyncNowButton() {
  const t = useTranslations("sync");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const sync = useWrite({
    write: (send) => send(syncNow, {}),
    onSuccess: () => toast(t("started")),
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["sync"] }),
  });
  return (
    <Button size="sm" isPending={sync.isPending} onClick={() => sync.mutate()}>
      {t("now")}
    </Button>
  );
}
