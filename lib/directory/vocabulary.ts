/** Stands for the Default workspace among the parts of a report where its ID is unknown. */
export const defaultKey = "(default)";
