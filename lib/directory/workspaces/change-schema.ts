import { z } from "zod";
import { lineText } from "@/lib/core/format/typed-text";
import { assignableRoles, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { type Residency, residency } from "./schema";
import { maxIdentical, nameLength, reservedTagPrefix, tagKeyLength, tagValueLength } from "./vocabulary";

const name = lineText.min(1).max(nameLength);
const displayColor = z.string().regex(/^#[0-9A-Fa-f]{6}$/);
const tagKey = lineText
  .min(1)
  .max(tagKeyLength)
  .refine((key) => !key.startsWith(reservedTagPrefix));
const tagValue = lineText.max(tagValueLength);

const isConsistent = ({
  defaultInferenceGeo: geo,
  allowedInferenceGeos: all,
}: Omit<Residency, "workspaceGeo">) => all === "unrestricted" || all.includes(geo);

export const createWorkspaceInput = z.object({
  name,
  displayColor,
  tags: z.record(tagKey, tagValue).default({}),
  residency: residency.refine(isConsistent).optional(),
});
export type CreateWorkspaceInput = z.infer<typeof createWorkspaceInput>;

/** In `tags`, null removes the key. The storage location never changes. */
const workspaceChange = z.object({
  name: name.optional(),
  displayColor: displayColor.optional(),
  residency: residency.omit({ workspaceGeo: true }).refine(isConsistent).optional(),
  tags: z.record(z.string(), z.string().nullable()).default({}),
});
export const updateWorkspaceInput = z.object({
  workspaceId: z.string().min(1),
  change: workspaceChange.extend({ tags: z.record(tagKey, tagValue.nullable()).default({}) }),
  /** What the person saw in the changed fields; null for a missing tag. */
  seen: workspaceChange,
});
export type WorkspaceChange = z.infer<typeof workspaceChange>;

export const archiveWorkspaceInput = z.object({ workspaceId: z.string().min(1) });

const maxCopied = 1_000;
/** What makes one person's access the other's. No role removes the person; `expected` is null for someone not yet added. */
export const copyAccessInput = z.object({
  userId: z.string().min(1),
  memberships: z
    .array(
      z.object({
        workspaceId: z.string().min(1),
        role: z.enum(assignableWorkspaceRoles).nullable(),
        expected: z.string().nullable(),
      }),
    )
    .max(maxCopied),
  organizationRole: z.object({ role: z.enum(assignableRoles), expected: z.string() }).nullable(),
});
export const copyToManyInput = z.object({ copies: z.array(copyAccessInput).min(1).max(maxIdentical) });
export type CopyAccessInput = z.infer<typeof copyAccessInput>;
