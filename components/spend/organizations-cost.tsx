"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { organizationsCostQuery } from "@/lib/money/spend/queries";

const OrganizationsTable = dynamic(() =>
  import("./organizations-table").then((file) => file.OrganizationsTable),
);

/** Renders nothing without child organizations, and never sums them. */
export function OrganizationsCost() {
  const { data } = useQuery(organizationsCostQuery());
  return data && data.rows.length > 0 && <OrganizationsTable found={data} />;
}
