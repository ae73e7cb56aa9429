import { z } from "zod";
import { lineText } from "@/lib/core/format/typed-text";
import { type Residency, residency } from "./schema";
import { nameLength, reservedTagPrefix, tagKeyLength, tagValueLength } from "./vocabulary";

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
