"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SecondAdminNote } from "@/components/shell/second-admin-note";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { DateText } from "@/components/ui/display/date-text";
import { NumberText } from "@/components/ui/display/number-text";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { orderOffboarding } from "@/lib/directory/offboardings/actions";
import type { OrderInput, PlannedPerson } from "@/lib/directory/offboardings/schema";
import { keyChoices } from "@/lib/directory/offboardings/vocabulary";
import type { Outcomes } from "./decisions";

const touched = ["members", "keys", "invites", "offboardings", "bulk", "audit", "workspaces"];

const maxNamed = 5;

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

/** A sentence for each key, or for each decision if there are many keys. */
function OutcomeOfKeys({ of: { ends, decided } }: { of: Outcomes }) {
  const t = useTranslations("offboardings.confirm.keys");
  if (ends + decided.length === 0) return <p>{t("none")}</p>;
  const counts = keyChoices.map((choice) => ({
    choice,
    count: decided.filter((key) => key.choice === choice).length,
  }));
  return (
    <ul aria-label={t("label")} className="grid gap-1">
      {ends > 0 && <li>{t("ends", { count: ends })}</li>}
      {decided.length <= maxNamed
        ? decided.map(({ id, name, choice, ownerName, tokens }) => (
            <li key={id}>
              {t.rich(`one.${choice}`, {
                isUsed: String(tokens > 0),
                tokens: () => <NumberText value={tokens} />,
                name: toVendorText(name, "text-ink"),
                owner: toVendorText(ownerName, "text-ink"),
              })}
            </li>
          ))
        : counts.map(
            ({ choice, count }) => count > 0 && <li key={choice}>{t(`many.${choice}`, { count })}</li>,
          )}
    </ul>
  );
}

/** The receipt of one person is shown, and the list after several. */
function useOrder(onStale: () => void) {
  const router = useRouter();
  const client = useQueryClient();
  return useWrite({
    write: (send, order: OrderInput) => send(orderOffboarding, order),
    onSuccess: ({ runId, ids }) => {
      showRun(runId);
      router.push(ids.length === 1 ? `/members/offboardings/${ids[0]}` : "/members");
    },
    onError: (error) => {
      const { reason } = toFailure(error);
      if (reason === "plan_changed_meanwhile" || reason === "being_offboarded") onStale();
    },
    onSettled: () => {
      for (const noun of touched) client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
