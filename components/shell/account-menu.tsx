"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/display/avatar";
import { Badge } from "@/components/ui/display/badge";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";

const AccountSettings = onDemand(
  () => import("./account-settings").then((file) => file.AccountSettings),
  () => <Skeleton className="h-32" />,
);

type Props = {
  name: string;
  email: string;
  persona: string;
  signOut: ReactNode;
};

export function AccountMenu({ name, email, persona, signOut }: Props) {
  const t = useTranslations("shell");
  return (
    <Popover
      label={t("account", { name })}
      trigger={<Avatar name={name} />}
      triggerClass="grid size-8 pointer-coarse:size-11 place-items-center rounded-full hover:bg-sunken"
      className="w-68"
    >
      <div className="flex items-start justify-between gap-3 border-b px-4 py-3">
        <div className="min-w-0">
          <VendorText className="block truncate font-medium">{name}</VendorText>
          <VendorText className="block truncate text-ink-muted text-sm">{email}</VendorText>
        </div>
        <Badge tone="accent">{persona}</Badge>
      </div>
      {/* As high as its content, so that nothing below moves under the pointer when that arrives. */}
      <div className="min-h-38 px-4 py-3 pointer-coarse:min-h-44">
        <WhenOpen>
          <AccountSettings />
        </WhenOpen>
      </div>
      <div className="grid border-t p-2">
        <WhenOpen>
          <div className="grid">{signOut}</div>
        </WhenOpen>
      </div>
    </Popover>
  );
}
