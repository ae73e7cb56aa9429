export const viewPages = ["cost", "usage", "claude-code"] as const;
export type ViewPage = (typeof viewPages)[number];

export const mostNameLength = 80;
export const mostViews = 50;
