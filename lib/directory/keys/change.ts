import "server-only";
import type { Seen } from "@/lib/core/admin-api/list-all";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { saveSeen } from "@/lib/core/db/upsert-mirrored";
import { AppError } from "@/lib/core/errors/errors";
import { readCurrentStatus } from "@/lib/core/organization/key-status";
import { fetchApiKey, updateApiKey } from "./gateway";
import { listKeysToStop } from "./impact-read-model";
import { apiKeyMirror, applyKey, getKeyState, type KeyState } from "./mirror";
import type { ApiKey } from "./response-schema";
import { type KeyOperation, toKeyRefusal, toUseRefusal } from "./vocabulary";

type By = Permit<"keys:write" | "keys:manage">;

const statusAfter = { activate: "active", deactivate: "inactive", archive: "archived" } as const;

export type StatusOperation = keyof typeof statusAfter;

type StatusChange = {
  operation: StatusOperation;
  /** The status that the person saw; left out for many keys at once. */
  expected?: string | undefined;
  confirmedUse?: boolean;
};

/** A key that may be in use stops only after a confirmation, before anything is sent. */
export function toStatusWrite(by: By, keyId: string, change: StatusChange): Write<Seen<ApiKey>> {
  const { operation, expected, confirmedUse = false } = change;
  const status = statusAfter[operation];
  return {
    ...toWrite(keyId),
    sets: ["status"],
    before: async () => {
      const before = await readChangeable(
        by,
        keyId,
        operation,
        expected === undefined ? {} : { status: expected },
      );
      if (!confirmedUse) await refuseUnconfirmed(by, keyId, operation);
      return before;
    },
    send: () => updateApiKey(by, keyId, { status }),
    isDone: (found) => found?.id === keyId && found.status === status,
  };
}

export function toNameWrite(by: By, keyId: string, name: string, expected: string): Write<Seen<ApiKey>> {
  return {
    ...toWrite(keyId),
    sets: ["name"],
    before: () => readChangeable(by, keyId, "rename", { name: expected }),
    send: () => updateApiKey(by, keyId, { name }),
    isDone: (found) => found?.id === keyId && found.name === name,
  };
}

function toWrite(keyId: string): Pick<Write<Seen<ApiKey>>, "apply" | "reread"> {
  return { apply: (tx, found, own) => applyKey(tx, keyId, found, own), reread: () => fetchApiKey(keyId) };
}

/** Refuses what the API would refuse, so that nothing is sent. */
async function readChangeable(by: By, keyId: string, operation: KeyOperation, seen: Partial<KeyState>) {
  refuse(await getKeyState(by, keyId), operation);
  const state = await readUnchanged(keyId, seen);
  refuse(state, operation);
  return { label: state.name, state };
}

function refuse({ status }: KeyState, operation: KeyOperation): void {
  const reason = toKeyRefusal(status, operation);
  if (reason) throw new AppError("refused", `${operation} of a key that is ${status}`, { reason });
}

async function refuseUnconfirmed(by: By, keyId: string, operation: StatusOperation): Promise<void> {
  const key = (await listKeysToStop(by, [keyId])).get(keyId);
  const reason = key && toUseRefusal(key, operation);
  if (reason) throw new AppError("refused", `${operation} of a key, its use not confirmed`, { reason });
}

/**
 * Reads the key from the API, so that no one overwrites another's change, even one made in the Console. The mirror gets
 * what is new, so the person sees it.
 */
async function readUnchanged(keyId: string, seen: Partial<KeyState>): Promise<KeyState> {
  const found = await fetchApiKey(keyId);
  if (!found) throw new AppError("not_found", "the API has no such key");
  const state = { name: found.name, status: readCurrentStatus(found) };
  await saveSeen(await database(), apiKeyMirror, found, { properties: [] });
  const { name = state.name, status = state.status } = seen;
  if (name === state.name && status === state.status) return state;
  throw new AppError("conflict", "the key has changed since the person saw it");
}
