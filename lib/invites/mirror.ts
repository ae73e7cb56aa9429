import "server-only";
import { invites } from "@/lib/db/tables";
import type { MirroredNoun } from "@/lib/db/upsert-mirrored";

export const inviteMirror: MirroredNoun = {
  noun: "invite",
  table: invites,
  key: ["id"],
  tracked: ["email", "role", "status"],
};
