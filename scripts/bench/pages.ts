type BenchPage = { path: string; isLong?: boolean; hasChart?: boolean };

export const pages: Record<string, BenchPage> = {
  "/": { path: "/", hasChart: true },
  "/members": { path: "/members?sort=email" },
  "/workspaces": { path: "/workspaces" },
  "/access": { path: "/access" },
  "/keys": { path: "/keys" },
  "/invites": { path: "/invites" },
  "/me": { path: "/me" },
  "/settings": { path: "/settings" },
  "/cost": { path: "/cost", hasChart: true },
  "/cost, 12 months": { path: "/cost?range=365d", isLong: true, hasChart: true },
  "/cost/savings": { path: "/cost/savings", hasChart: true },
  "/cost/people": { path: "/cost/people" },
  "/usage": { path: "/usage", hasChart: true },
  "/usage, 12 months": { path: "/usage?range=365d", isLong: true, hasChart: true },
  "/claude-code": { path: "/claude-code", hasChart: true },
  "/claude-code, 12 months": { path: "/claude-code?range=365d", isLong: true, hasChart: true },
  "/findings": { path: "/findings" },
  "/limits": { path: "/limits" },
  "/activity": { path: "/activity" },
};

export const searched = ["members", "workspaces", "keys"];
/** What the palette searches. */
export const palette = "everything";

export const monthlyReads: Record<string, string> = {
  "cost by workspace": "/api/cost?group=workspace",
  "cost by model": "/api/cost?group=model",
  "cost by tag": "/api/cost?group=tag%3Ateam",
  "cost by tag and model": "/api/cost/pivot?group=tag%3Ateam&by=model",
  "cost by workspace and model": "/api/cost/pivot?group=workspace&by=model",
  "usage by tag": "/api/usage?group=tag%3Ateam",
  "usage by tag and model": "/api/usage/pivot?group=tag%3Ateam&by=model",
  "usage by workspace": "/api/usage?group=workspace",
  "usage by key": "/api/usage?group=key",
  "usage by geography": "/api/usage?group=inference_geo",
  "Claude Code": "/api/claude-code?",
  "Claude Code by model": "/api/claude-code/breakdown?by=model",
};
