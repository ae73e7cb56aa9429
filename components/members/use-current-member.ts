"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureText } from "@/components/shell/failure";
import { memberDetailQuery } from "@/lib/directory/members/queries";

/** Dialogs use the current state, not the one from when they opened. */
export function useCurrentMember(memberId: string) {
  const t = useTranslations();
  const toText = useFailureText();
  const { data, error } = useQuery({ ...memberDetailQuery(memberId), staleTime: 0 });
  const isGone = data ? data.member.goneAt !== null : toFailure(error).code === "not_found" && error !== null;
  const toReason = (reason: NonNullable<typeof data>["member"]["reason"]) =>
    reason ? t(`reasons.${reason}`) : undefined;
  const gone = isGone ? toText({ code: "not_found" }) : undefined;
  return {
    role: data?.member.role,
    reason: gone ?? toReason(data?.member.reason ?? null),
  };
}
