"use client";

import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";

/** In a menu that few open. */
export const SignOut = onDemand(
  () => import("./sign-out-button").then((file) => file.SignOutButton),
  () => <Skeleton className="h-8 pointer-coarse:h-11" />,
);
