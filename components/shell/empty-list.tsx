"use client";

import { loadedLater } from "@/components/ui/on-demand";
import type { EmptyListProps } from "./empty-list-state";

const Empty = loadedLater(() => import("./empty-list-state").then((file) => file.EmptyListState));
const NoMatches = loadedLater(() => import("./no-matches").then((file) => file.NoMatches));

/** Loaded only where there is nothing to show. */
export function EmptyList(props: EmptyListProps) {
  const { noun, onClear, loading } = props;
  return onClear && !loading ? <NoMatches noun={noun} onClear={onClear} /> : <Empty {...props} />;
}
