"use client";

import { type AskedWrites, useEachAsked } from "@/components/shell/use-asked-writes";
import { useReopenFinding, useUnassignFinding } from "./use-finding-mutations";

export type FindingWrite = { write: "reopen" | "unassign"; findingId: string };

export function FindingWrites({ asked }: { asked: AskedWrites<FindingWrite> }) {
  const { mutate: reopen } = useReopenFinding();
  const { mutate: unassign } = useUnassignFinding();
  useEachAsked(asked, ({ write, findingId }) => (write === "reopen" ? reopen : unassign)(findingId));
  return null;
}
