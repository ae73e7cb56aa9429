"use client";

import { useLinkItems } from "@/components/reports/shared/use-link-items";
import { ExportMenu } from "@/components/shell/export-menu";
import { usePaper } from "@/components/shell/use-paper";
import type { ActorsQuery } from "@/lib/money/spend/search-params";

/** Files of people need a recent sign-in, as everywhere. */
export function ActorsExport({ query: { from, to, kind, currency } }: { query: ActorsQuery }) {
  const links = useLinkItems({ from, to });
  const search = new URLSearchParams({ from, to, kind, ...(currency && { currency }) });
  return (
    <ExportMenu
      noun="people/keys-and-people"
      query={`?${search}`}
      schedule="actors"
      paper={usePaper()}
      others={links}
    />
  );
}
