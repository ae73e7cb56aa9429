"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { memberImpactQuery } from "@/lib/members/queries";
import type { MemberRow } from "@/lib/members/schema";
import { MemberImpactList } from "./member-impact-list";
import { useCurrentMember } from "./use-current-member";
import { useRemoval } from "./use-removal";

type Props = {
  member: Pick<MemberRow, "id" | "name" | "email">;
  onClose: () => void;
};

/** Removal can't be undone, so the dialog shows the impact and asks for the name. */
export function RemoveMemberDialog({ member, onClose }: Props) {
  const t = useTranslations("members");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const removal = useRemoval(member, onClose);
  const isOver = removal.isPending || removal.isSuccess;
  const impact = useQuery({ ...memberImpactQuery([member.id]), enabled: !isOver });
  const { removalReason } = useCurrentMember(member.id);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{
        label: t("remove"),
        accepts: [member.name, member.email],
        disabledReason: removalReason,
      }}
      isPending={removal.isPending || impact.isPending}
      onConfirm={() => removal.mutate(impact.data?.keys.filter(({ id }) => chosen.has(id)) ?? [])}
      onClose={onClose}
    >
      <p>
        {t.rich("removeText", {
          name: () => <VendorText className="font-medium text-ink">{member.name || member.email}</VendorText>,
        })}
      </p>
      {impact.data && <MemberImpactList impact={impact.data} chosen={chosen} onChoose={setChosen} />}
      {impact.isPending && <Skeleton className="h-16 w-full" />}
      {impact.error && <FailureNote failure={toFailure(impact.error)} />}
      {removal.error && (
        <>
          <FailureNote failure={toFailure(removal.error)} />
          {chosen.size > 0 && <p>{t("removalStopped")}</p>}
        </>
      )}
    </ConfirmDialog>
  );
}
