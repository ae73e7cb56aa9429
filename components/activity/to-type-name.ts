const initialisms: Record<string, string> = {
  api: "API",
  scim: "SCIM",
  sso: "SSO",
  mcp: "MCP",
  ip: "IP",
  rbac: "RBAC",
};

/** The vendor has hundreds of activity types and adds more every month, so they aren't in the catalogs. */
export function toTypeName(type: string): string {
  if (!/^[a-z0-9]+(_[a-z0-9]+)+$/.test(type)) return type;
  const words = type.split("_").map((word) => (Object.hasOwn(initialisms, word) ? initialisms[word] : word));
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
