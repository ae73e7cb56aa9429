import { can, permissions } from "@/lib/core/auth/permissions";
import { personas } from "@/lib/core/auth/vocabulary";
import messages from "@/messages/en.json";

const sentences = messages.settings.access.permissions;

/** The matrix in Settings as Markdown, for README.md. */
export function toPermissionTable(): string {
  const rows = permissions.map((permission) => {
    const marks = personas.map((persona) => (can({ persona }, permission) ? "yes" : "–"));
    return `| ${[sentences[permission], ...marks].join(" | ")} |`;
  });
  const head = ["Permission", ...personas].join(" | ");
  return [`| ${head} |`, `|---${"|---".repeat(personas.length)}|`, ...rows, ""].join("\n");
}
