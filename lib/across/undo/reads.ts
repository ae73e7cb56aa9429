import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listUndoable, planUndo } from "./read-model";
import { entriesInput, undoInput } from "./schema";

export const undoReads = {
  "bulk/undo": defineRead({ permission: "bulk:read", search: undoInput, read: planUndo }),
  "bulk/undo/entries": defineRead({
    permission: "bulk:write",
    body: { schema: entriesInput, maxBytes: 20_000 },
    read: listUndoable,
  }),
};
