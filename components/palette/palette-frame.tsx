"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useModal } from "@/components/ui/overlay/use-modal";

/** Its height never changes, so that nothing moves while results come and go. */
export function PaletteFrame({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  const t = useTranslations("palette");
  return (
    <dialog
      {...useModal(onClose)}
      aria-label={t("title")}
      className="mx-auto mt-[min(12dvh,7rem)] mb-auto h-[min(28rem,calc(100dvh-2rem))] w-[min(38rem,calc(100vw-2rem))] overflow-hidden rounded-xl popup p-0 backdrop:bg-scrim"
    >
      <div className="flex h-full flex-col">{children}</div>
    </dialog>
  );
}

export const inputRowClass =
  "flex h-12 shrink-0 items-center gap-2.5 border-b px-4 [&>svg]:size-4 [&>svg]:text-ink-faint";
export const inputClass = "h-full min-w-0 flex-1 bg-transparent text-base outline-none";
