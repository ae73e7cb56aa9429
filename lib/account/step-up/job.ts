import "server-only";
import { z } from "zod";
import { auditActions } from "@/lib/core/audit/vocabulary";
import type { Permit } from "@/lib/core/auth/permit";
import { maxRows } from "@/lib/core/bulk/vocabulary";
import { needsConfirmation } from "@/lib/core/entry/counted-changes";

const operation = z.tuple([z.enum(auditActions), z.coerce.number().int().min(1).max(maxRows)]);
const split = (text: string) => (text ? text.split(",") : []);

/** `of`: operations and how many rows each has, such as `workspace.create:1,workspace_member.add:3`. */
export const jobSearch = z.object({
  of: z.preprocess(
    (text) => split(String(text ?? "")).map((part) => part.split(":")),
    z.array(operation).min(1).max(5),
  ),
  roles: z.string().transform(split).default([]),
});

/** Of a job with several writes, asked before its first. The writes themselves are checked again. */
export async function isJobToConfirm(
  { actor }: Permit<"me:read">,
  { of: operations, roles }: z.infer<typeof jobSearch>,
): Promise<{ isToConfirm: boolean }> {
  return { isToConfirm: await needsConfirmation(actor, { operations, roles }) };
}
