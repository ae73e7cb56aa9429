import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";

const shownTags = 2;

/** The tooltip and screen readers get the rest. */
export function TagList({ tags }: { tags: Record<string, string> }) {
  const t = useTranslations("workspaces");
  const texts = Object.entries(tags)
    .map(([key, value]) => (value ? `${key}: ${value}` : key))
    .sort();
  const hidden = texts.slice(shownTags);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {texts.slice(0, shownTags).map((text) => (
        <span
          key={text}
          title={text}
          className="min-w-0 shrink truncate rounded-sm bg-sunken px-1.5 text-ink-muted text-xs"
        >
          <VendorText>{text}</VendorText>
        </span>
      ))}
      {hidden.length > 0 && (
        <span title={hidden.join("\n")}>
          <Badge>
            <span aria-hidden>+{hidden.length}</span>
            <span className="sr-only">{t("moreTags", { count: hidden.length })}</span>
          </Badge>
        </span>
      )}
    </span>
  );
}
