import "server-only";
import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { readPeople } from "@/lib/core/entry/read-people";

type Query = { queryKey: QueryKey; queryFn: () => Promise<unknown> };

/**
 * Runs the panels' queries on the server, so that the first HTML contains rows. A failed read is left out: the browser
 * then asks the read itself, which returns a proper Failure.
 */
export async function Prefetch({ queries, children }: { queries: readonly Query[]; children: ReactNode }) {
  const client = new QueryClient();
  await Promise.all(
    queries.map(({ queryKey, queryFn }) => {
      // The key is in the HTML, too.
      const read = () => readPeople(async () => [await queryFn(), queryKey] as const);
      return client.prefetchQuery({ queryKey, queryFn: async () => (await read())[0] });
    }),
  );
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
