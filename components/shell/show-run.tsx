"use client";

import dynamic from "next/dynamic";
import { toast } from "@/components/ui/overlay/toast-store";

const RunToast = dynamic(() => import("./run-toast").then((file) => file.RunToast), { ssr: false });

/** Shows the progress of a bulk run where the person is, and keeps showing it on the pages that they open next. */
export function showRun(runId: string): void {
  toast(<RunToast runId={runId} onUndone={showRun} />, { tone: "progress", subject: runId });
}
