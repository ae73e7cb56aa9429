"use client";

import dynamic from "next/dynamic";
import { LoadingState } from "@/components/shell/loading-state";

const loading = () => <LoadingState />;

/** Each is loaded with its own tab. The page can't do that itself: all that it may show is loaded with it. */
export const AccessTab = dynamic(() => import("./access-tab").then((file) => file.AccessTab), { loading });
export const RulesTab = dynamic(() => import("./rules-tab").then((file) => file.RulesTab), { loading });
export const KeyTab = dynamic(() => import("./key-tab").then((file) => file.KeyTab), { loading });
export const LogTab = dynamic(
  () => import("@/components/activity/log-section").then((file) => file.LogSection),
  { loading },
);
