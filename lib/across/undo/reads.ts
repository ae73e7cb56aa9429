import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { planUndo } from "./read-model";
import { undoInput } from "./schema";

export const undoReads = {
  "bulk/undo": defineRead({ permission: "bulk:read", search: undoInput, read: planUndo }),
};
