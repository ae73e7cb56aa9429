"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { copyText } from "@/components/ui/controls/copy-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import { toast } from "@/components/ui/overlay/toast-store";
import type { MemberRow } from "@/lib/directory/members/schema";

export function MemberMenu({ member }: { member: MemberRow }) {
  const t = useTranslations();
  const router = useRouter();
  const { id, name, email, reason, removalReason } = member;
  const toItem = (dialog: "role" | "add" | "copy", label: string) => ({
    id: dialog,
    label,
    onSelect: () => router.push(`/members/${encodeURIComponent(id)}?open=${dialog}`),
  });
  const copyEmail = async () => {
    if (await copyText(email)) toast(t("members.emailCopied"));
    else toast(t("ui.notCopied"), { tone: "failure" });
  };
  return (
    <RowMenu
      label={t("members.actionsOf", { name: name || email })}
      items={[
        {
          ...toItem("role", t("palette.objectOperations.changeRole.label")),
          disabledReason: reason ? t(`reasons.${reason}`) : undefined,
        },
        toItem("add", t("members.addToWorkspaces")),
        toItem("copy", t("palette.objectOperations.copyAccess.label")),
        { id: "email", label: t("members.copyEmail"), onSelect: copyEmail },
        {
          id: "offboard",
          label: t("members.offboard"),
          onSelect: () => router.push(`/members/offboard?members=${encodeURIComponent(id)}`),
          isDanger: true,
          disabledReason: removalReason ? t(`reasons.${removalReason}`) : undefined,
        },
      ]}
    />
  );
}
