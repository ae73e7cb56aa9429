import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listServiceAccounts } from "./list-read-model";

export const serviceAccountReads = {
  "service-accounts": defineRead({ permission: "keys:read", read: listServiceAccounts }),
};
