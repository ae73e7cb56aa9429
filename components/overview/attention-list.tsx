"use client";

import clsx from "clsx";
import { CircleAlert, CircleCheck } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { LoadingHistory } from "@/components/shell/loading-history";
import { Section } from "@/components/shell/section";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import type { LoadingHistory as Loading } from "@/lib/history/schema";
import type { Attention } from "@/lib/overview/schema";
import { AttentionText } from "./attention-text";

type Props = { items: readonly Attention[]; loading: Loading | null };

export function AttentionList({ items, loading }: Props) {
  const t = useTranslations("overview.attention");
  return (
    <Section title={t("title")}>
      {loading && <LoadingHistory loading={loading} text={t("waiting")} />}
      {items.length === 0 && !loading && (
        <EmptyState icon={<CircleCheck />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      {items.length > 0 && (
        <ul className="grid gap-px overflow-hidden rounded-lg border bg-line">
          {items.map((item) => (
            <li
              key={`${item.kind} ${item.href}`}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-surface px-4 py-2.5"
            >
              <CircleAlert
                aria-hidden
                className={clsx("size-4 shrink-0", item.isUrgent ? "text-danger" : "text-warn")}
              />
              <p className="min-w-0 flex-1 basis-60">
                <AttentionText item={item} />
              </p>
              {/* Sound: all of these addresses are ours; typed routes don't know query strings. */}
              <Link href={item.href as Route} className={toButtonClass("secondary", "sm")}>
                {t(`fix.${item.kind}`)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
