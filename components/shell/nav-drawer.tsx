"use client";

import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/controls/icon-button";
import { onDemand } from "@/components/ui/on-demand";

const NavDialog = onDemand(() => import("./nav-dialog").then((file) => file.NavDialog));

export function NavDrawer() {
  const t = useTranslations("shell");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={t("openNavigation")}
        icon={<Menu />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="-ml-1.5 pointer-coarse:-ml-3 size-9! pointer-coarse:size-11! lg:hidden"
      />
      {isOpen && <NavDialog onClose={() => setOpen(false)} />}
    </>
  );
}
