"use client";

import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Dialog } from "@/components/ui/overlay/dialog";
import { type NavItem, Sidebar } from "./sidebar";

export function NavDrawer({ items }: { items: readonly NavItem[] }) {
  const t = useTranslations("shell");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={t("openNavigation")}
        icon={<Menu />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="-ml-1.5 size-9! lg:hidden"
      />
      {isOpen && (
        <Dialog title={t("product")} shape="drawer" onClose={() => setOpen(false)}>
          <Sidebar items={items} onNavigate={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}
