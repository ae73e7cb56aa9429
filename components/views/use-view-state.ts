"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { viewsQuery } from "@/lib/account/views/queries";
import type { ViewPage } from "@/lib/account/views/vocabulary";
import { toViewQuery } from "./to-view-query";

/** The person's views of a page, and which of them it shows. */
export function useViewState(page: ViewPage) {
  const { data: views = [] } = useQuery(viewsQuery(page));
  const query = toViewQuery(useSearchParams().toString());
  const shown = views.find((view) => toViewQuery(view.query) === query);
  return { views, isAll: query === "", shownId: shown?.id };
}
