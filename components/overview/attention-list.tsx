"use client";

import clsx from "clsx";
import { CircleAlert } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import type { Attention } from "@/lib/overview/schema";
import { AttentionText } from "./attention-text";

const shownCount = 5;

type Props = {
  title: string;
  items: readonly Attention[];
  /** While more may come: beside the title, where nothing moves when it goes. */
  note?: ReactNode;
};

export function AttentionList({ title, items, note }: Props) {
  const t = useTranslations("overview.attention");
  const id = useId();
  const [isWhole, setIsWhole] = useState(false);
  const isUrgent = items.some((item) => item.isUrgent);
  const shown = isWhole ? items : items.slice(0, shownCount);
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-x-6">
        <h2 id={id} className="text-base">
          {title}
        </h2>
        {note}
      </div>
      <ul className={clsx("divide-y overflow-hidden card", isUrgent && "border-danger/40")}>
        {shown.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item that others come before would move; a new one doesn't.
          <AttentionItem key={`${place} ${item.kind} ${item.href}`} item={item} />
        ))}
      </ul>
      {items.length > shown.length && (
        <div>
          <Button variant="ghost" size="sm" onClick={() => setIsWhole(true)}>
            {t("more", { count: items.length - shown.length })}
          </Button>
        </div>
      )}
    </section>
  );
}

function AttentionItem({ item }: { item: Attention }) {
  const t = useTranslations("overview.attention");
  return (
    <li className="flex gap-x-3 px-4 py-2.5">
      <CircleAlert
        aria-hidden
        className={clsx("mt-0.5 size-4 shrink-0", item.isUrgent ? "text-danger" : "text-warn")}
      />
      <div className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-6 gap-y-0.5">
        <p className="min-w-0 flex-[1_1_12rem]">
          <AttentionText item={item} />
        </p>
        {/* Sound: all of these addresses are ours; typed routes don't know query strings. */}
        <Link
          href={item.href as Route}
          className="whitespace-nowrap rounded-sm font-medium text-accent hover:underline print:hidden"
        >
          {t(`fix.${item.kind}`)}
        </Link>
      </div>
    </li>
  );
}
