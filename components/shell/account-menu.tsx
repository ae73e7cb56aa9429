"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/display/avatar";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Popover } from "@/components/ui/overlay/popover";
import { LanguageSwitch } from "./language-switch";
import { ThemeSwitch } from "./theme-switch";

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
      triggerClass="grid size-8 place-items-center rounded-full hover:bg-sunken"
      className="w-68"
    >
      <div className="flex items-start justify-between gap-3 border-b px-4 py-3">
        <div className="min-w-0">
          <VendorText className="block truncate font-medium">{name}</VendorText>
          <VendorText className="block truncate text-ink-muted text-sm">{email}</VendorText>
        </div>
        <Badge tone="accent">{persona}</Badge>
      </div>
      <div className="grid gap-3 px-4 py-3">
        <ThemeSwitch />
        <LanguageSwitch />
      </div>
      <div className="grid border-t p-2">{signOut}</div>
    </Popover>
  );
}
