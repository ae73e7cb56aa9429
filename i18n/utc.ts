export const utc = "UTC";
