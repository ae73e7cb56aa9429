"use client";

import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";

/** In a menu that few open. */
export const SignOutEverywhere = onDemand(
  () => import("./sign-out-everywhere-button").then((file) => file.SignOutEverywhereButton),
  () => <Skeleton className="h-8 pointer-coarse:h-11" />,
);
