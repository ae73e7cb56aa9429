"use client";

import { useRouter } from "next/navigation";
import { UndoAccess } from "./undo-access";

/** On the page of a run, which then gives way to the one that reverts it. */
export function UndoAccessRun({ runId }: { runId: string }) {
  const router = useRouter();
  return <UndoAccess runId={runId} onUndone={(undoId) => router.push(`/bulk/${undoId}`)} />;
}
