"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureText, useFailureToast } from "@/components/shell/failure";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { VendorText } from "@/components/ui/vendor-text";
import { unwrap } from "@/lib/entry/unwrap";
import { removeMember } from "@/lib/members/actions";
import { memberImpactQuery } from "@/lib/members/queries";
import type { MemberRow } from "@/lib/members/schema";
import { MemberImpactList } from "./member-impact-list";

type Props = { member: MemberRow; onClose: () => void };

/** Removal cannot be undone: the impact first, then the typed name. */
export function RemoveMemberDialog({ member, onClose }: Props) {
  const t = useTranslations("members");
  const toText = useFailureText();
  const impact = useQuery(memberImpactQuery(member.id));
  const removal = useRemoval(member.id, onClose);
  return (
    <ConfirmDialog
      title={t("removeTitle")}
      confirm={{ label: t("remove"), accepts: [member.name, member.email] }}
      isPending={removal.isPending}
      onConfirm={() => removal.mutate()}
      onClose={onClose}
    >
      <p>
        {t.rich("removeText", {
          name: () => <VendorText className="font-medium text-ink">{member.name || member.email}</VendorText>,
        })}
      </p>
      {impact.data && <MemberImpactList impact={impact.data} />}
      {impact.isPending && <Skeleton className="h-16 w-full" />}
      {impact.error && <p className="text-danger">{toText(toFailure(impact.error))}</p>}
    </ConfirmDialog>
  );
}

function useRemoval(memberId: string, onClose: () => void) {
  const t = useTranslations("members");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useMutation({
    mutationFn: async () => unwrap(await removeMember({ memberId })),
    onSuccess: () => {
      toast(t("removed"));
      onClose();
    },
    onError: (error) => {
      showFailure(toFailure(error));
      onClose();
    },
    onSettled: () => {
      client.invalidateQueries({ queryKey: ["members"] });
      client.invalidateQueries({ queryKey: ["audit"] });
    },
  });
}
