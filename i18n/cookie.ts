export type Jar = { get: (name: string) => { value: string } | undefined };

const yearSeconds = 31_536_000;

/** On https, no other host can set it, as for the session. */
export function toCookie(name: string, value: string, isSecure: boolean): string {
  const attributes = `path=/; max-age=${yearSeconds}; samesite=lax${isSecure ? "; secure" : ""}`;
  return `${isSecure ? toSecure(name) : name}=${value}; ${attributes}`;
}

/** The plain name counts as well: on http there is no other. */
export function readCookie(jar: Jar, name: string): string | undefined {
  return (jar.get(toSecure(name)) ?? jar.get(name))?.value;
}

function toSecure(name: string): string {
  return `__Host-${name}`;
}
