"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ListExtrasProvider } from "@/components/shell/list-extras";
import { loadedLater } from "@/components/ui/on-demand";
import type { ViewPage } from "@/lib/account/views/vocabulary";
import { SavedViews } from "./saved-views";
import { useViewState } from "./use-view-state";

/** Only for lists that have views. */
const ViewTabs = loadedLater(
  () => import("./view-tabs").then((file) => file.ViewTabs),
  () => <div className="-my-2 h-10 pointer-coarse:h-13" />,
);

type Props = { page: ViewPage; canSave: boolean; children: ReactNode };

/** Gives the list inside it the person's saved views. */
export function ListViews({ page, canSave, children }: Props) {
  const { views } = useViewState(page);
  return (
    <ListExtrasProvider
      tabs={views.length > 0 && <ViewTabs page={page} />}
      tools={canSave && <SaveView page={page} />}
    >
      {children}
    </ListExtrasProvider>
  );
}

/** Offers to save what the list shows, if that isn't a view yet. */
function SaveView({ page }: { page: ViewPage }) {
  const t = useTranslations("reports.views");
  const { isAll, shownId } = useViewState(page);
  return <SavedViews page={page} name={isAll || shownId ? t("title") : t("save")} isIconOnly />;
}
