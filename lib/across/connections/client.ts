import "server-only";

/** An app that asks to be connected. `host` is where its document is, which proves it; null for one that registered. */
export type Client = { id: string; name: string; redirectUris: readonly string[]; host: string | null };
