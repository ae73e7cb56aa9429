"use client";

import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SecondAdminNote } from "@/components/shell/second-admin-note";
import { DateText } from "@/components/ui/display/date-text";
import { named } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { OrderInput, PlannedPerson } from "@/lib/directory/offboardings/schema";
import type { Outcomes } from "./decisions";
import { OutcomeOfKeys } from "./outcome-of-keys";
import { useOrder } from "./use-order";

type Props = {
  people: readonly PlannedPerson[];
  order: OrderInput;
  outcomes: Outcomes;
  onStale: () => void;
  onClose: () => void;
};

export function OrderDialog({ people, order, outcomes, onStale, onClose }: Props) {
  const t = useTranslations("offboardings.confirm");
  const ordering = useOrder(onStale);
  const [only] = people;
  const accepts =
    people.length === 1 && only ? [only.name, only.email] : [t("phrase", { count: people.length })];
  return (
    <ConfirmDialog
      title={t("title", { count: people.length })}
      confirm={{ label: t("submit"), accepts }}
      isPending={ordering.isPending}
      onConfirm={() => ordering.mutate(order)}
      onClose={onClose}
    >
      <p>
        {people.length === 1 && only
          ? t.rich("one", named(only.name || only.email, "text-ink"))
          : t("many", { count: people.length })}
      </p>
      <OutcomeOfKeys of={outcomes} />
      <p>
        {order.startsAt === null
          ? t("now")
          : t.rich("later", { when: () => <DateText at={order.startsAt} show="minute" /> })}
      </p>
      <SecondAdminNote />
      {ordering.error && <FailureNote failure={toFailure(ordering.error)} />}
    </ConfirmDialog>
  );
}
