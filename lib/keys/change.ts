import "server-only";
import type { Seen } from "@/lib/admin-api/list-all";
import type { Write } from "@/lib/audit/write-through";
import type { Permit } from "@/lib/auth/permit";
import { AppError } from "@/lib/errors";
import { fetchApiKey, updateApiKey } from "./gateway";
import { applyKey, getKeyState } from "./mirror";
import type { ApiKey } from "./schema";
import { type KeyAct, listKeyActs, toKeyRefusal } from "./vocabulary";

type By = Permit<"keys:write">;

const statusAfter = { activate: "active", deactivate: "inactive", archive: "archived" } as const;

export function toStatusWrite(by: By, keyId: string, act: keyof typeof statusAfter): Write<Seen<ApiKey>> {
  const status = statusAfter[act];
  return {
    ...toWrite(keyId),
    before: () => readChangeable(by, keyId, act),
    send: () => updateApiKey(by, keyId, { status }),
    isDone: (found) => found?.status === status,
  };
}

/** `expected` is the name that the person saw. */
export function toNameWrite(by: By, keyId: string, name: string, expected: string): Write<Seen<ApiKey>> {
  return {
    ...toWrite(keyId),
    before: async () => {
      const before = await readChangeable(by, keyId, "rename");
      if (before.state.name !== expected) throw new AppError("conflict", "the key has another name by now");
      return before;
    },
    send: () => updateApiKey(by, keyId, { name }),
    isDone: (found) => found?.name === name,
  };
}

function toWrite(keyId: string): Pick<Write<Seen<ApiKey>>, "apply" | "reread"> {
  return { apply: (tx, found) => applyKey(tx, keyId, found), reread: () => fetchApiKey(keyId) };
}

/** What the API would refuse, or the actor may not do, is known beforehand: nothing is sent. */
async function readChangeable(by: By, keyId: string, act: KeyAct) {
  if (!listKeyActs(by.actor.workspaceIds).includes(act))
    throw new AppError("forbidden", `${by.actor.persona} may not ${act} keys`);
  const state = await getKeyState(by, keyId);
  const reason = toKeyRefusal(state.status, act);
  if (reason) throw new AppError("refused", `${act} of a key that is ${state.status}`, { reason });
  return { label: state.name, state };
}
