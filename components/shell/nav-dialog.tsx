"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/overlay/dialog";
import { type NavItem, Sidebar } from "./sidebar";

export function NavDialog({ items, onClose }: { items: readonly NavItem[]; onClose: () => void }) {
  const t = useTranslations("shell");
  return (
    <Dialog title={t("product")} shape="drawer" onClose={onClose}>
      <Sidebar items={items} onNavigate={onClose} />
    </Dialog>
  );
}
