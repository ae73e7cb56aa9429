"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useNow, useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { unwrap } from "@/lib/entry/unwrap";
import { changeKeys } from "@/lib/keys/actions";
import type { KeyChoice } from "@/lib/keys/schema";
import { toKeyRefusal } from "@/lib/keys/vocabulary";
import { KeysImpact } from "./keys-impact";

export type ManyAct = "activate" | "deactivate" | "archive";

const statusAfter: Record<ManyAct, string> = {
  activate: "active",
  deactivate: "inactive",
  archive: "archived",
};

/** What would change nothing, or would be refused, is left out from the start. */
function canChange({ status }: KeyChoice, act: ManyAct): boolean {
  return status !== statusAfter[act] && toKeyRefusal(status, act) === null;
}

type Props = { act: ManyAct; chosen: readonly KeyChoice[]; onClose: () => void };

/** What it touches first; what cannot be undone wants to be typed. The result of each key is on the run's page. */
export function ChangeKeysDialog({ act, chosen, onClose }: Props) {
  const t = useTranslations("keys");
  const now = useNow();
  const starting = useStarting(act);
  const keys = chosen.filter((key) => canChange(key, act));
  const count = keys.length;
  const phrase = t("many.phrase", { count });
  if (count === 0) return <Nothing act={act} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t(`many.${act}Title`, { count })}
      confirm={{
        label: t(act),
        isHarmless: act === "activate",
        ...(act === "archive" && { accepts: [phrase] }),
      }}
      isPending={starting.isPending}
      onConfirm={() => starting.mutate(keys.map(({ id }) => id))}
      onClose={onClose}
    >
      <p>{t(`many.${act}Text`)}</p>
      <KeysImpact keys={keys} now={now} />
      {chosen.length > count && (
        <p className="text-sm">{t("many.leftOut", { count: chosen.length - count })}</p>
      )}
      <p className="text-sm">
        {t("many.run")} {act === "archive" && count > 1 && t("many.second")}
      </p>
      {starting.error && <FailureNote failure={toFailure(starting.error)} />}
    </ConfirmDialog>
  );
}

function Nothing({ act, onClose }: Pick<Props, "act" | "onClose">) {
  const t = useTranslations();
  return (
    <ConfirmDialog
      title={t(`keys.many.${act}Title`, { count: 0 })}
      confirm={{ label: t("ui.close"), isHarmless: true }}
      onConfirm={onClose}
      onClose={onClose}
    >
      <p>{t("keys.many.none")}</p>
    </ConfirmDialog>
  );
}

/** A failure stays in the dialog; a run that has begun is shown. */
function useStarting(act: ManyAct) {
  const router = useRouter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (keyIds: string[]) => unwrap(await changeKeys({ act, keyIds })),
    onSuccess: ({ runId }) => router.push(`/bulk/${runId}`),
    onSettled: () => client.invalidateQueries({ queryKey: ["bulk"] }),
  });
}
