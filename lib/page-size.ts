import "server-only";

/**
 * Rows of a list per page. A screen shows about twenty, and reading, sending and hydrating the others takes as long as
 * rendering these; fifty are a screen and what the list reads ahead.
 */
export const pageSize = 50;
