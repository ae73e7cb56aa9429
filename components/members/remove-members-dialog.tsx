"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { SecondAdminNote } from "@/components/shell/second-admin-note";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import type { MemberChoice } from "@/lib/members/schema";
import { MemberImpactList } from "./member-impact-list";
import { useImpact } from "./use-impact";
import { useManyRemovals } from "./use-removal";

const shownNames = 5;

type Props = { chosen: readonly MemberChoice[]; onStarted: () => void; onClose: () => void };

/** Asks for a typed count. */
export function RemoveMembersDialog({ chosen, onStarted, onClose }: Props) {
  const t = useTranslations("members");
  const people = chosen.filter(({ removalReason }) => removalReason === null);
  const count = people.length;
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const removal = useManyRemovals(onStarted);
  const impact = useImpact(
    people.map(({ id }) => id),
    { isOver: removal.isPending || removal.isSuccess },
  );
  return (
    <ConfirmDialog
      title={t("many.removeTitle", { count })}
      confirm={{ label: t("remove"), accepts: [t("many.phrase", { count })] }}
      isPending={removal.isPending || count === 0 || impact.isPending}
      onConfirm={() =>
        removal.mutate({
          memberIds: people.map(({ id }) => id),
          keys: impact.data?.keys.filter(({ id }) => keys.has(id)) ?? [],
        })
      }
      onClose={onClose}
    >
      <p>{t("many.removeText", { count })}</p>
      <Names people={people} />
      {chosen.length > count && <p>{t("many.fixed", { count: chosen.length - count })}</p>}
      {impact.data && <MemberImpactList impact={impact.data} chosen={keys} onChoose={setKeys} />}
      {impact.isPending && count > 0 && <Skeleton className="h-16 w-full" />}
      {impact.error && <FailureNote failure={toFailure(impact.error)} />}
      <p className="text-sm">{t("many.run")}</p>
      {count > 1 && <SecondAdminNote />}
      {removal.error && <FailureNote failure={toFailure(removal.error)} />}
    </ConfirmDialog>
  );
}

function Names({ people }: { people: readonly MemberChoice[] }) {
  const t = useTranslations("members.many");
  if (people.length === 0) return null;
  return (
    <p className="text-ink text-sm">
      {people.slice(0, shownNames).map(({ id, name, email }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <VendorText>{name || email}</VendorText>
        </span>
      ))}
      {people.length > shownNames && ` ${t("more", { count: people.length - shownNames })}`}
    </p>
  );
}
