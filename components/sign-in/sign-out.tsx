"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/display/skeleton";

/** In a menu that few open. */
export const SignOut = dynamic(() => import("./sign-out-button").then((file) => file.SignOutButton), {
  ssr: false,
  loading: () => <Skeleton className="h-8 pointer-coarse:h-11" />,
});
