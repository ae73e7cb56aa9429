import "server-only";
import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";

type Query = { queryKey: QueryKey; queryFn: () => Promise<unknown> };

/**
 * Reads on the server what the panels inside will ask for, so that the first HTML holds rows.
 * A read that fails is left out: the browser asks its GET route, which answers with a clean Failure.
 */
export async function Prefetch({ queries, children }: { queries: readonly Query[]; children: ReactNode }) {
  const client = new QueryClient();
  await Promise.all(queries.map(({ queryKey, queryFn }) => client.prefetchQuery({ queryKey, queryFn })));
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
