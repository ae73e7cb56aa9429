"use client";

import { ArchiveKeyDialog } from "./archive-key-dialog";
import type { AskedAct } from "./key-menu";
import { RenameKeyDialog } from "./rename-key-dialog";

/** The dialog of the act that was asked for, if any. */
export function KeyDialogs({ asked, onClose }: { asked: AskedAct | undefined; onClose: () => void }) {
  if (!asked) return null;
  if (asked.act === "rename") return <RenameKeyDialog row={asked.row} onClose={onClose} />;
  return <ArchiveKeyDialog row={asked.row} onClose={onClose} />;
}
