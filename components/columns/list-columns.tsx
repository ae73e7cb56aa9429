"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ListExtrasProvider } from "@/components/shell/list-extras";
import { toButtonClass } from "@/components/ui/controls/button";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { Popover } from "@/components/ui/overlay/popover";
import { WhenOpen } from "@/components/ui/overlay/when-open";
import { type ColumnChoice, type ColumnList, usuallyHidden } from "./choice";

const ColumnChooser = onDemand(
  () => import("./column-chooser").then((file) => file.ColumnChooser),
  () => <Skeleton className="h-48 w-full" />,
);

/** What was chosen since the document was loaded: a page that Next has kept knows the cookie as it was then. */
const chosenHere = new Map<ColumnList, ColumnChoice>();

type Props = { list: ColumnList; kept: ColumnChoice; children: ReactNode };

/**
 * Gives the list inside it the columns that were chosen in this browser, as a laptop has room for others than a desktop.
 * On a phone, cards have places of their own.
 */
export function ListColumns({ list, kept, children }: Props) {
  const t = useTranslations("ui.columns");
  const [chosen, setChosen] = useState(() => (chosenHere.has(list) ? (chosenHere.get(list) ?? null) : kept));
  const choose = (hidden: ColumnChoice) => {
    chosenHere.set(list, hidden);
    setChosen(hidden);
  };
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
          <ColumnChooser list={list} chosen={chosen} onChoose={choose} />
        </WhenOpen>
      </Popover>
    </span>
  );
  return (
    <ListExtrasProvider
      hiddenColumns={chosen ?? usuallyHidden[list]}
      areColumnsChosen={chosen !== null}
      tools={tools}
    >
      {children}
    </ListExtrasProvider>
  );
}
