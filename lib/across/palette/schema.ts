import { z } from "zod";

const memberHit = z.object({ id: z.string(), name: z.string(), email: z.string(), hasLeft: z.boolean() });
const workspaceHit = z.object({
  id: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  isArchived: z.boolean(),
});
const keyHit = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().nullable(),
  /** Open, because the vendor adds new ones. */
  status: z.string(),
  /** The workspace ID, or the scope of a key without one. */
  place: z.string(),
  workspaceName: z.string().nullable(),
  isDefaultWorkspace: z.boolean(),
});

export const paletteHits = z.object({
  members: z.array(memberHit),
  workspaces: z.array(workspaceHit),
  keys: z.array(keyHit),
});
export type PaletteHits = z.infer<typeof paletteHits>;
