import "server-only";
import { z } from "zod";
import { readApi } from "@/lib/admin-api/client";

const organization = z.looseObject({ id: z.string(), name: z.string() });
export type Organization = z.infer<typeof organization>;

/** Whose key this is; the cheapest way to know that it is good. */
export function fetchOrganization(): Promise<Organization> {
  return readApi(async (api, options) => organization.parse(await api.organization.retrieve(options)));
}
