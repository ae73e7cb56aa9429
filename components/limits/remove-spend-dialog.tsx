"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Amount } from "@/components/ui/display/amount";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { NamedSpendLimit } from "@/lib/directory/limits/schema";
import { useSpendNames } from "./use-limit-names";
import { useSpendLimitMutation } from "./use-spend-limit-mutation";

type Props = { limit: NamedSpendLimit; isGone: boolean; onClose: () => void };

/** No typed confirmation: setting the same limit again undoes it. */
export function RemoveSpendDialog({ limit, isGone, onClose }: Props) {
  const t = useTranslations("limits.spend");
  const gone = useTranslations("errors")("not_found");
  const name = useSpendNames().toSubjectName(limit);
  const { id: spendLimitId, cents: seenCents, currency } = limit;
  const mutation = useSpendLimitMutation({ name, currency }, onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove"), disabledReason: isGone && !mutation.isPending ? gone : undefined }}
      isPending={mutation.isPending}
      onConfirm={() => mutation.mutate({ kind: "remove", input: { spendLimitId, seenCents }, limit })}
      onClose={onClose}
    >
      <p>
        {t.rich("removeText", {
          name: toVendorText(name, "font-medium text-ink"),
          amount: () => (seenCents === null ? t("noCap") : <Amount cents={seenCents} currency={currency} />),
        })}
      </p>
      {mutation.error && <FailureNote failure={toFailure(mutation.error)} />}
    </ConfirmDialog>
  );
}
