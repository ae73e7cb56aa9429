import { createLoader, createSerializer } from "nuqs/server";
import { parseAsText } from "@/lib/core/address/search-params";

export const recipientSearchParams = { q: parseAsText.withDefault("") };

export const loadRecipientSearch = createLoader(recipientSearchParams);
export const toRecipientQueryString = createSerializer(recipientSearchParams);
