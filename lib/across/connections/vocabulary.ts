/** How long a connection lasts: its refresh tokens until then, each access token an hour. */
export const connectionDays = 90;
/** Of an address, an ID, or a parameter that an app sends. */
export const maxParameter = 2_000;

/** The address with what the app is told. */
export function toReturn(redirectUri: string, told: Record<string, string | null>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(told)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}
