/** Whether the API would keep a workspace's limit and enforce the organization's, which is lower. */
export function isAboveOrganization(
  limit: { organization: number | null },
  typed: string | undefined,
): boolean {
  const text = typed?.trim() ?? "";
  return text !== "" && limit.organization !== null && Number(text) > limit.organization;
}
