/** Client-safe. How long the name of a passkey may be. */
export const longestName = 60;
