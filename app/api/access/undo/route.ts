import { undoInput } from "@/lib/access/change-schema";
import { planUndo } from "@/lib/access/undo-read-model";
import { defineRoute } from "@/lib/entry/define-route";

export const GET = defineRoute({ permission: "memberships:write", search: undoInput, read: planUndo });
