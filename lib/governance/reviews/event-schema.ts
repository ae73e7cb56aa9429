import { z } from "zod";
import { eventKinds } from "./vocabulary";

export const reviewEvent = z.object({
  id: z.string(),
  kind: z.enum(eventKinds),
  workspaceId: z.string().nullable(),
  /** The rows that it is about; null for all of them. */
  rows: z.array(z.string()).nullable(),
  /** The name of the only row that it is about. */
  subject: z.string().nullable(),
  by: z.string(),
  byName: z.string().nullable(),
  at: z.string(),
  note: z.string(),
  reviewers: z.array(z.string()),
  dueOn: z.string().nullable(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredByName: z.string().nullable(),
  answeredAt: z.string().nullable(),
});
export type ReviewEvent = z.infer<typeof reviewEvent>;

/** Who may decide about a workspace, or about all that the reader reviews. */
export const decidersPage = z.object({
  people: z.array(z.object({ email: z.string(), name: z.string().nullable() })),
});
export type DecidersPage = z.infer<typeof decidersPage>;
