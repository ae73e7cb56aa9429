import { z } from "zod";

const detail = z.object({ field: z.string(), value: z.string(), name: z.string().nullable() });

const complianceRow = z.object({
  id: z.string(),
  at: z.string(),
  type: z.string(),
  actorType: z.string().nullable(),
  actorId: z.string().nullable(),
  actorEmail: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** What only some types have; ids with the name that the directory knows. */
  details: z.array(detail),
});
export type ComplianceRow = z.infer<typeof complianceRow>;

export const compliancePage = z.object({
  rows: z.array(complianceRow),
  /** Where the next older page begins; null at the end. */
  older: z.string().nullable(),
  /** What there is to filter by, whatever the filter. */
  types: z.array(z.string()),
  actors: z.array(z.string()),
  /** Whether the API lets the feed be read, as last asked; null before it was asked. */
  isOn: z.boolean().nullable(),
  /** How far back it is read, and whether older activities are still on their way. */
  oldestAt: z.string().nullable(),
  isLoading: z.boolean(),
});
export type CompliancePage = z.infer<typeof compliancePage>;
