"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useWrite } from "@/components/shell/use-write";
import { stopWatching } from "@/components/shell/watch-session";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { resetSandbox } from "@/lib/across/trial/actions";

const losses = ["organization", "own", "signIns"] as const;

export function ResetDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("trial");
  const resetting = useWrite({
    write: (send) => send(resetSandbox, {}),
    onSuccess: () => {
      stopWatching();
      window.location.assign("/sign-in?reset");
    },
  });
  return (
    <ConfirmDialog
      title={t("resetTitle")}
      confirm={{ label: t("reset") }}
      isPending={resetting.isPending || resetting.isSuccess}
      onConfirm={() => resetting.mutate()}
      onClose={onClose}
    >
      <p>{t("resetText")}</p>
      <ul className="grid list-disc gap-1 pl-5">
        {losses.map((loss) => (
          <li key={loss}>{t(`losses.${loss}`)}</li>
        ))}
      </ul>
      <p>{t("resetAfter")}</p>
      {resetting.error && <FailureNote failure={toFailure(resetting.error)} />}
    </ConfirmDialog>
  );
}
