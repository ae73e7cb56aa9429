import { defineRoute } from "@/lib/entry/define-route";
import { planUndo } from "@/lib/undo/read-model";
import { undoInput } from "@/lib/undo/schema";

export const GET = defineRoute({ permission: "bulk:read", search: undoInput, read: planUndo });
