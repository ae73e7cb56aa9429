const reportPages = ["cost", "usage", "claude-code"] as const;
const listPages = ["members", "keys", "workspaces", "invites", "activity"] as const;
export const viewPages = [...reportPages, ...listPages] as const;
export type ViewPage = (typeof viewPages)[number];

export function isList(page: ViewPage): boolean {
  return listPages.some((one) => one === page);
}

export const maxNameLength = 80;
export const maxViews = 50;
