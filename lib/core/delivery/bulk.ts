import "server-only";
import { z } from "zod";
import { locales } from "@/i18n/locale";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { database } from "@/lib/core/db/client";
import { toChangedWebhook, toNewWebhook } from "./change";
import type { RequestWebhook } from "./schema";
import { openWebhook, toOrigin } from "./webhook";
import { insertWebhook, selectWebhooks, updateWebhook } from "./webhooks-store";

type Change = "webhook.add" | "webhook.change";

/** The address and its secret wait encrypted, under a name whose value the audit log never keeps. */
const input = z.object({
  name: z.string(),
  secretSealed: z.string(),
  /** What it was when the run was asked for; the audit log never keeps this name's value either. */
  secretSeen: z.string().optional(),
  getsAlarms: z.boolean(),
  locale: z.enum(locales),
});

export const webhookOperations: BulkOperation[] = (["webhook.add", "webhook.change"] as const).map((name) =>
  defineOperation({
    name,
    permission: "settings:write",
    input,
    toWrite: (
      by,
      { targetId: id, label, input: { secretSealed: sealed, secretSeen, ...kept } },
    ): Write<Found> => ({
      before: async () => ({ label, state: await findRecorded(id) }),
      send: async () => {
        const row = { id, sealed, ...kept };
        const db = await database();
        await db.transaction((tx) =>
          name === "webhook.add"
            ? insertWebhook(tx, by.actor.email, row)
            : updateWebhook(tx, row, secretSeen),
        );
        return findRecorded(id);
      },
      apply: async () => {},
      reread: () => findRecorded(id),
      isDone: (found) => found?.secretSealed === sealed && found.name === kept.name,
    }),
  }),
);

export async function startWebhookRun(
  by: Permit<"settings:write">,
  asked: RequestWebhook,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const operation: Change = asked.isNew ? "webhook.add" : "webhook.change";
  const { row, before, after, seen } = asked.isNew
    ? { ...(await toNewWebhook(asked.webhook)), before: undefined, seen: undefined }
    : await toChangedWebhook(asked.webhook);
  const { id, sealed: secretSealed, ...kept } = row;
  return createRun(
    by,
    {
      operation,
      params: toChanges(before, after),
      rows: [
        {
          targetId: id,
          label: row.name,
          input: { ...kept, secretSealed, ...(seen && { secretSeen: seen }) },
        },
      ],
      needsApproval: true,
    },
    entry,
  );
}

type Shown = { name: string; origin?: string | null };

/** Whoever approves must see which webhook it was, and where its messages went. */
function toChanges(before: Shown | undefined, after: Shown): Record<string, string> {
  const origin = after.origin ?? "";
  if (!before) return { origin };
  const toChange = (was: string, is: string) => (was === is ? is : `${was} → ${is}`);
  return { name: toChange(before.name, after.name), origin: toChange(before.origin ?? "–", origin) };
}

type Found = z.infer<typeof input> & { origin: string | null };

async function findRecorded(webhookId: string): Promise<Found | null> {
  const found = (await selectWebhooks()).find(({ id }) => id === webhookId);
  if (!found) return null;
  const { name, sealed, getsAlarms, locale } = found;
  const known = await openWebhook(sealed);
  return { name, origin: known && toOrigin(known), getsAlarms, locale, secretSealed: sealed };
}
