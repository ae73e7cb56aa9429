import "server-only";

/** Rows of a list per page. A screen shows about twenty; reading, sending, and hydrating more rows delays those. */
export const pageSize = 50;
