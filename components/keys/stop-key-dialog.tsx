"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { KeyName } from "@/components/directory/key-cells";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Skeleton } from "@/components/ui/display/skeleton";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { keyImpactsQuery } from "@/lib/directory/keys/queries";
import type { KeyImpact } from "@/lib/directory/keys/schema";
import { toKeyRefusal } from "@/lib/directory/keys/vocabulary";
import { KeyUse } from "./key-use-facts";
import type { KeyTarget } from "./use-key-status-mutation";

export type KeyQuestion = { operation: "deactivate" | "archive"; target: KeyTarget; note?: ReactNode };

type Props = {
  question: KeyQuestion;
  isPending: boolean;
  /** `confirmedUse`: the dialog has shown that the key is, or may be, in use. */
  onConfirm: (confirmedUse: boolean) => void;
  onClose: () => void;
};

export function StopKeyDialog({
  question: { operation, target, note },
  isPending,
  onConfirm,
  onClose,
}: Props) {
  const t = useTranslations();
  const toReason = useReason();
  const { data, error, isPending: isLooking } = useQuery(keyImpactsQuery([target.id]));
  const impact = data?.[0];
  return (
    <ConfirmDialog
      title={t.rich(`keys.stop.${operation}Title`, named(target.name.trim() || target.id))}
      confirm={{
        label: t(`keys.${operation}`),
        disabledReason: data && toReason(impact, operation),
        ...(operation === "archive" && { accepts: [target.name.trim() || target.id] }),
      }}
      isPending={isPending || !impact}
      onConfirm={() => onConfirm(impact?.use !== "none")}
      onClose={onClose}
    >
      <p>{t.rich(`keys.stop.${operation}Text`, { name: () => <KeyName of={target} /> })}</p>
      {note && <p>{note}</p>}
      {impact && <KeyUse impact={impact} />}
      {isLooking && <Skeleton className="h-28 w-full" />}
      {error && !impact && <FailureNote failure={toFailure(error)} />}
    </ConfirmDialog>
  );
}

/** Someone else may have stopped the key while the dialog was open. */
function useReason(): (
  impact: KeyImpact | undefined,
  operation: KeyQuestion["operation"],
) => string | undefined {
  const t = useTranslations();
  return (impact, operation) => {
    if (!impact) return t("errors.not_found");
    const refusal = toKeyRefusal(impact.status, operation);
    if (refusal) return t(`reasons.${refusal}`);
    return operation === "deactivate" && impact.status === "inactive" ? t("keys.stop.isOff") : undefined;
  };
}
