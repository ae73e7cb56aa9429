import "server-only";
import { z } from "zod";
import type { ActionResult } from "@/lib/core/entry/unwrap";
import { activateKey, archiveKey, deactivateKey, renameKey } from "@/lib/directory/keys/actions";
import { renameKeyInput } from "@/lib/directory/keys/change-schema";
import type { Call } from "./endpoint";

export const keyChange = z
  .strictObject({ name: renameKeyInput.shape.name, status: z.enum(["active", "inactive", "archived"]) })
  .partial()
  .refine(({ name, status }) => name !== undefined || status !== undefined);
type KeyChange = z.infer<typeof keyChange>;
type ChangeKey = {
  call: Call;
  body: KeyChange;
  seen: Readonly<Record<string, unknown>>;
};

/** The name first, which the rest doesn't depend on. */
export async function changeKey({
  call,
  body: { name, status },
  seen,
}: ChangeKey): Promise<ActionResult<unknown>> {
  const keyId = call.params.id ?? "";
  const expected = String(seen?.status ?? "");
  if (name !== undefined) {
    const renamed = await renameKey({ keyId, name, expected: String(seen?.name ?? "") });
    if (status === undefined || renamed.serverError || renamed.validationErrors) return renamed;
  }
  if (status === "active") return activateKey({ keyId, expected });
  const stop = status === "archived" ? archiveKey : deactivateKey;
  return stop({ keyId, expected, confirmedUse: true });
}
