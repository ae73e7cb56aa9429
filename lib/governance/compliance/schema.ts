import { z } from "zod";

const detail = z.object({ field: z.string(), value: z.string(), name: z.string().nullable() });

const complianceRow = z.object({
  id: z.string(),
  at: z.string(),
  type: z.string(),
  actorType: z.string().nullable(),
  actorId: z.string().nullable(),
  actorEmail: z.string().nullable(),
  /** Whose page tells of the actor, also if they left. */
  actorMemberId: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** Fields that only some types have; IDs come with the directory's name. */
  details: z.array(detail),
});
export type ComplianceRow = z.infer<typeof complianceRow>;

export const compliancePage = z.object({
  rows: z.array(complianceRow),
  older: z.string().nullable(),
  types: z.array(z.string()),
  actors: z.array(z.string()),
  /** Whether there are more to filter by than are listed. */
  isCut: z.object({ types: z.boolean(), actors: z.boolean() }),
  isOn: z.boolean().nullable(),
  oldestAt: z.string().nullable(),
  isLoading: z.boolean(),
});
export type CompliancePage = z.infer<typeof compliancePage>;
