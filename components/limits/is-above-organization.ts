/** The API accepts a workspace limit above the organization's but enforces the lower one. */
export function isAboveOrganization(
  limit: { organization: number | null },
  typed: string | undefined,
): boolean {
  const text = typed?.trim() ?? "";
  return text !== "" && limit.organization !== null && Number(text) > limit.organization;
}
