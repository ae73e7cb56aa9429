import "server-only";
import { z } from "zod";
import { toUtc } from "@/lib/core/admin-api/schema";
import { cleanText, type Json, strip } from "@/lib/core/errors/unreadable-row";
import { toTraces } from "./traces";

type Fields = Record<string, unknown>;

const maxDetailsLength = 2_000;
const shared = ["id", "created_at", "organization_id", "organization_uuid", "actor", "type"];
/** The vendor has left these out since September 2026: names of files and objects that people typed. */
const unkept = /filename|file_name|title|prompt|content|request_body/i;
const idFields = [
  "user_id",
  "service_account_id",
  "scoped_api_key_id",
  "admin_api_key_id",
  "api_key_id",
  "subject",
  "directory_id",
];
const emailFields = ["email_address", "unauthenticated_email_address"];

/** The zero time of some languages, which isn't when anything happened, and would look like the end of the feed. */
const firstYear = "2000";

/** Types and fields are open; only the type and time must exist. */
export const activity = z
  .looseObject({
    id: z.string().min(1).max(200),
    created_at: z.string().refine(isTime),
    type: z.string().min(1),
  })
  .transform((raw) => {
    const actor = isFields(raw.actor) ? raw.actor : {};
    const actorId = findText(actor, idFields);
    const { id, type } = raw;
    return {
      id: cleanText(id),
      at: new Date(toUtc(raw.created_at)),
      type: cleanText(type),
      actorType: findText(actor, ["type"]),
      actorId,
      actorEmail: findText(actor, emailFields),
      address: findText(actor, ["ip_address"]),
      userAgent: findText(actor, ["user_agent"]),
      details: toDetails(raw),
      traces: toTraces({ type, fields: raw, actorId })?.map(cleanText) ?? null,
    };
  });
export type ReceivedActivity = z.infer<typeof activity>;

/**
 * The API records each request, so Castellan's own reads would fill the feed with several times the people's part. Its
 * writes stay.
 */
export function isOwnRead({ type, userAgent }: ReceivedActivity): boolean {
  return /_(viewed|listed|accessed)$/.test(type) && (userAgent ?? "").startsWith("Castellan/");
}

function toDetails(raw: Fields): Record<string, Json> {
  const own = Object.entries(raw).filter(([name]) => !shared.includes(name) && !unkept.test(name));
  const details = strip(Object.fromEntries(own));
  const isBounded = JSON.stringify(details).length <= maxDetailsLength;
  return isBounded && typeof details === "object" && details !== null && !Array.isArray(details)
    ? details
    : {};
}

function findText(fields: Fields, names: readonly string[]): string | null {
  const found = names.map((name) => fields[name]).find((value) => typeof value === "string" && value !== "");
  return typeof found === "string" ? cleanText(found) : null;
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d/.test(text) && text >= firstYear && !Number.isNaN(Date.parse(text));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
