"use client";

import { useTranslations } from "next-intl";
import { onDemand } from "@/components/ui/on-demand";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { WhenOpen } from "@/components/ui/overlay/when-open";

const RolesHelp = onDemand(() => import("./roles-help").then((file) => file.RolesHelp));

export function RolesTip() {
  return (
    <InfoTip about={useTranslations("members")("rolesTip")}>
      <WhenOpen>
        <RolesHelp />
      </WhenOpen>
    </InfoTip>
  );
}
