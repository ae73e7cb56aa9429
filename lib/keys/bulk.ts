import "server-only";
import { defineAct } from "@/lib/bulk/act";
import { toStatusWrite } from "./change";

/** What can be done to many keys at once: each row is the write of the single act. */
export const keyActs = (["activate", "deactivate", "archive"] as const).map((act) =>
  defineAct({
    act: `api_key.${act}`,
    permission: "keys:write",
    toWrite: (by, { targetId }) => toStatusWrite(by, targetId, act),
  }),
);
