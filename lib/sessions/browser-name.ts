import "server-only";
import bowser from "bowser";

const longest = 60;

export function toBrowserName(userAgent: string): string | null {
  if (userAgent.trim() === "") return null;
  const { browser, os } = bowser.parse(userAgent);
  const name = [browser.name, os.name && `on ${os.name}`].filter(Boolean).join(" ");
  return (name || userAgent).slice(0, longest);
}
