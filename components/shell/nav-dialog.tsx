"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/overlay/dialog";
import { Sidebar } from "./sidebar";

export function NavDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell");
  return (
    <Dialog title={t("product")} shape="drawer" onClose={onClose}>
      <Sidebar onNavigate={onClose} />
    </Dialog>
  );
}
