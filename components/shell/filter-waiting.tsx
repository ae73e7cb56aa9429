"use client";

import { useTranslations } from "next-intl";
import type { LoadingHistory as Loading } from "@/lib/core/history/schema";
import { LoadingHistory } from "./loading-history";

/** In the place of a list that is filtered by what isn't loaded yet. */
export function FilterWaiting({ loading }: { loading: Loading }) {
  const t = useTranslations("sync");
  return (
    <div className="mx-auto grid max-w-md flex-1 content-center px-4 py-14">
      <LoadingHistory loading={loading} text={t("filterWaiting")} />
    </div>
  );
}
