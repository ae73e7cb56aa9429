"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileButton } from "@/components/directory/file-button";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { inputClass } from "@/components/ui/controls/input";
import { parseImport } from "@/lib/directory/invites/import-file";
import { isAddress } from "@/lib/directory/invites/vocabulary";
import { maxPeople } from "@/lib/directory/offboardings/vocabulary";

type Props = { isOpen: boolean; onChoose: (addresses: readonly string[]) => void };

const maxBytes = 500_000;

/** Several people at once: addresses from a CSV file, or pasted. */
export function AddressesField({ isOpen, onChoose }: Props) {
  const t = useTranslations("offboardings.addresses");
  const [text, setText] = useState("");
  const [note, setNote] = useState<string>();
  const take = async (given: string) => {
    const { rows } = await parseImport(given);
    const found = [...new Set(rows.map(({ email }) => email.toLowerCase()).filter(isAddress))];
    setNote(
      found.length > maxPeople
        ? t("tooMany", { count: found.length, most: maxPeople })
        : t("read", { count: found.length }),
    );
    onChoose(found.slice(0, maxPeople));
  };
  const takeFile = async (file: File) => {
    if (file.size > maxBytes) return setNote(t("tooLarge"));
    const content = await file.text();
    setText(content);
    await take(content);
  };
  return (
    <details open={isOpen} className="card px-4 py-3">
      <summary className="cursor-pointer font-medium">{t("title")}</summary>
      <div className="mt-3 grid gap-3">
        <Field label={t("label")} hint={t("hint")}>
          {({ "aria-invalid": _, ...control }) => (
            <textarea
              {...control}
              rows={3}
              maxLength={maxBytes}
              value={text}
              onChange={({ target }) => setText(target.value)}
              spellCheck={false}
              className={`${inputClass} h-auto py-1.5 font-mono text-sm`}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <Button disabled={text.trim() === ""} onClick={() => take(text)}>
            {t("find")}
          </Button>
          <FileButton label={t("file")} onFile={takeFile} />
          <p role="status" className="text-ink-muted text-sm">
            {note}
          </p>
        </div>
      </div>
    </details>
  );
}
