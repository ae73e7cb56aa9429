import { can, permissions } from "@/lib/core/auth/permissions";
import { personas } from "@/lib/core/auth/vocabulary";
import messages from "@/messages/en.json";

const sentences = messages.settings.access.permissions;

function toWho(permission: (typeof permissions)[number]): string {
  const who = personas.filter((persona) => can({ persona }, permission));
  return who.length === personas.length ? "everyone" : who.join(", ");
}

/** What Settings shows as a matrix, for README.md: a row for each set of roles that may do the same. */
export function toPermissionTable(): string {
  const rows = [...new Set(permissions.map(toWho))].map((who) => {
    const may = permissions.filter((permission) => toWho(permission) === who);
    return `| ${who} | ${may.map((permission) => sentences[permission]).join(" ")} |`;
  });
  return ["| Who | May |", "|---|---|", ...rows, ""].join("\n");
}
