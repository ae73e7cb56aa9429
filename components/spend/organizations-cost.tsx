"use client";

import { useQuery } from "@tanstack/react-query";
import { loadedLater } from "@/components/ui/on-demand";
import { organizationsCostQuery } from "@/lib/money/spend/queries";

const OrganizationsTable = loadedLater(() =>
  import("./organizations-table").then((file) => file.OrganizationsTable),
);

/** Renders nothing without child organizations, and never sums them. */
export function OrganizationsCost() {
  const { data } = useQuery(organizationsCostQuery());
  return data && data.rows.length > 0 && <OrganizationsTable found={data} />;
}
