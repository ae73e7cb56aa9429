import "server-only";

/** Under what `once` keeps the open store. Apart from client.ts, so that tests can put theirs there before it loads. */
export const storeKey = "store";
