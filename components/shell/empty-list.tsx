import dynamic from "next/dynamic";

/** Loaded only where there is nothing to show. */
export const EmptyList = dynamic(() => import("./empty-list-state").then((file) => file.EmptyListState));
