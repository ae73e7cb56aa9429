"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/display/skeleton";

/** In a menu that few open. */
export const SignOutEverywhere = dynamic(
  () => import("./sign-out-everywhere-button").then((file) => file.SignOutEverywhereButton),
  { ssr: false, loading: () => <Skeleton className="h-8 pointer-coarse:h-11" /> },
);
