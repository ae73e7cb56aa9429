"use client";

import { useTranslations } from "next-intl";
import { Mark } from "@/components/charts/mark";
import { FindingMark } from "@/components/directory/finding-mark";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { WorkspaceDetail } from "@/lib/directory/workspaces/schema";

export function WorkspaceTitle({ workspace }: { workspace: WorkspaceDetail }) {
  const t = useTranslations("workspaces");
  const { id, name, color, findings, archivedAt } = workspace;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Mark name={name} color={color} />
      <VendorText className="min-w-0">{name}</VendorText>
      {archivedAt && <Badge>{t("archived")}</Badge>}
      <FindingMark of={id} rules={findings} />
    </span>
  );
}
