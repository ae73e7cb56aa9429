"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Input } from "@/components/ui/controls/input";
import { reservedTagPrefix, tagKeyLength, tagValueLength } from "@/lib/directory/workspaces/vocabulary";
import { hasDuplicateTag, newDraft, type WorkspaceDraft } from "./workspace-draft";

type Tags = WorkspaceDraft["tags"];
type Props = { tags: Tags; isLocked: boolean; onChange: (tags: Tags) => void };

/** Retyping a key creates another tag and removes the previous one. */
export function TagEditor({ tags, isLocked, onChange }: Props) {
  const t = useTranslations("workspaces.settings");
  const change = (id: number, part: Partial<Tags[number]>) =>
    onChange(tags.map((tag) => (tag.id === id ? { ...tag, ...part } : tag)));
  const nextId = Math.max(-1, ...tags.map(({ id }) => id)) + 1;
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">
        <TagsTitle />
      </legend>
      {tags.length === 0 && <p className="text-ink-muted text-sm">{t("noTags")}</p>}
      {tags.map(({ id, key, value }) => (
        <div key={id} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_auto] items-center gap-2">
          <Input
            aria-label={t("tagKey")}
            placeholder={t("tagKey")}
            required
            maxLength={tagKeyLength}
            pattern={`(?!\\s*${reservedTagPrefix}).*\\S.*`}
            title={t("tagsHint")}
            value={key}
            autoComplete="off"
            onChange={(event) => change(id, { key: event.target.value })}
          />
          <Input
            aria-label={t("tagValue")}
            placeholder={t("tagValue")}
            maxLength={tagValueLength}
            value={value}
            autoComplete="off"
            onChange={(event) => change(id, { value: event.target.value })}
          />
          {!isLocked && (
            <IconButton
              data-edits
              label={t("removeTag", { key })}
              icon={<X />}
              onClick={() => onChange(tags.filter((tag) => tag.id !== id))}
            />
          )}
        </div>
      ))}
      {hasDuplicateTag({ ...newDraft, tags }) && (
        <p role="alert" className="text-danger text-xs">
          {t("duplicateTag")}
        </p>
      )}
      <p className="text-ink-muted text-xs">{t("tagsHint")}</p>
      {!isLocked && (
        <div>
          <Button
            data-edits
            size="sm"
            onClick={() => onChange([...tags, { id: nextId, key: "", value: "" }])}
          >
            <Plus aria-hidden className="size-3.5" />
            {t("addTag")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function TagsTitle() {
  return useTranslations("workspaces")("tags");
}
