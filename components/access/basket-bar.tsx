"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import type { Basket } from "./basket";

const BasketDialog = onDemand(() => import("./basket-dialog").then((file) => file.BasketDialog));

/** What is staged. */
export function BasketBar({ basket }: { basket: Basket }) {
  const t = useTranslations("access");
  const [isOpen, setOpen] = useState(false);
  const count = basket.changes.length;
  if (count === 0) return null;
  return (
    <section
      data-bottom-bar
      aria-label={t("basket")}
      className="sticky bottom-4 z-30 mx-auto mt-(--bar-room) flex max-w-full flex-wrap items-center gap-2 rounded-lg popup py-1.5 pr-1.5 pl-4"
    >
      <p role="status" className="mr-2 font-medium tabular-nums">
        {t("staged", { count })}
      </p>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t("review")}
      </Button>
      {isOpen && <BasketDialog basket={basket} onClose={() => setOpen(false)} />}
    </section>
  );
}
