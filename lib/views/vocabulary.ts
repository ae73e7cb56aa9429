export const viewPages = ["cost", "usage", "claude-code"] as const;
export type ViewPage = (typeof viewPages)[number];

export const maxNameLength = 80;
export const maxViews = 50;
