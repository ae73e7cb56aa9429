"use client";

import { useTranslations } from "next-intl";
import { FindingMark } from "@/components/directory/finding-mark";
import { Avatar } from "@/components/ui/display/avatar";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { MemberDetail } from "@/lib/directory/members/schema";

export function PersonTitle({ member: { id, name, email, goneAt, findings } }: Pick<MemberDetail, "member">) {
  const t = useTranslations("members.person");
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name || email} />
      <VendorText className="min-w-0">{name || email}</VendorText>
      {goneAt !== null && <Badge tone="warn">{t("left")}</Badge>}
      <FindingMark of={id} rules={findings} />
    </span>
  );
}
