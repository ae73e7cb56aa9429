"use client";

import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ListExtrasProvider } from "@/components/shell/list-extras";
import { toButtonClass } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { columnsQuery } from "@/lib/account/columns/queries";
import { type ColumnList, usuallyHidden } from "@/lib/account/columns/vocabulary";

const ColumnChooser = onDemand(
  () => import("./column-chooser").then((file) => file.ColumnChooser),
  () => <Skeleton className="h-48 w-full" />,
);

/** Gives the list inside it the columns that the person chose. On a phone, cards have places of their own. */
export function ListColumns({ list, children }: { list: ColumnList; children: ReactNode }) {
  const t = useTranslations("ui.columns");
  const { data } = useQuery(columnsQuery(list));
  const tools = (
    <span className="max-md:hidden">
      <Popover
        label={t("display")}
        triggerClass={toButtonClass("chip")}
        className="w-60 p-1.5"
        trigger={
          <>
            <SlidersHorizontal aria-hidden className="size-4 text-ink-faint" />
            {t("display")}
          </>
        }
      >
        <WhenOpen>
          <ColumnChooser list={list} />
        </WhenOpen>
      </Popover>
    </span>
  );
  return (
    <ListExtrasProvider
      hiddenColumns={data?.hidden ?? usuallyHidden[list]}
      areColumnsChosen={Boolean(data?.hidden)}
      tools={tools}
    >
      {children}
    </ListExtrasProvider>
  );
}
