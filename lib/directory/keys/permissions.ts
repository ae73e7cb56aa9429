import { type Asking, can, type Permission } from "@/lib/core/auth/permissions";
import { type KeyOperation, keyOperationNames } from "./vocabulary";

/** Menus, actions, and bulk changes all ask this table. */
export const permissionOfOperation = {
  rename: "keys:manage",
  assign: "keys:write",
  replace: "keys:write",
  activate: "keys:write",
  deactivate: "keys:write",
  archive: "keys:manage",
} as const satisfies Record<KeyOperation, Permission>;

export function listKeyOperations(actor: Asking): readonly KeyOperation[] {
  return keyOperationNames.filter((operation) => can(actor, permissionOfOperation[operation]));
}
