"use client";

import { X } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toButtonClass } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Link } from "@/components/ui/controls/link";
import { PeekHeader } from "./peek-frame";

/** What the panel is about, announced when it is another row; without `href`, it has no page. */
export function PeekTitle({
  href,
  onClose,
  children,
}: {
  href: Route | undefined;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useTranslations("shell.peek");
  return (
    <PeekHeader>
      <h2 aria-live="polite" className="min-w-0 flex-1 text-lg [&_bdi]:line-clamp-2">
        {children}
      </h2>
      {href && (
        <Link href={href} className={toButtonClass()}>
          {t("open")}
        </Link>
      )}
      <IconButton data-closes-peek label={t("close")} icon={<X />} onClick={onClose} />
    </PeekHeader>
  );
}
