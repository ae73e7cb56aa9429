"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { FileText, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { FileButton } from "@/components/directory/file-button";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { IconButton } from "@/components/ui/controls/icon-button";
import { inputClass } from "@/components/ui/controls/input";
import { VendorText } from "@/components/ui/display/vendor-text";
import { parseImport } from "@/lib/directory/invites/import-file";
import { isAddress, maxImportBytes } from "@/lib/directory/invites/vocabulary";

/** `revision` tells texts apart without comparing megabytes. */
export type ImportSource = { text: string; fileName: string | null; revision: number };

type Props = {
  source: ImportSource;
  isChecking: boolean;
  isChecked: boolean;
  onChange: (source: ImportSource) => void;
  onCheck: (source: ImportSource) => void;
};

export function ImportSourceField({ source, isChecking, isChecked, onChange, onCheck }: Props) {
  const t = useTranslations("invites.import");
  const [isTooLarge, setTooLarge] = useState(false);
  const [isOver, setOver] = useState(false);
  const revision = source.revision + 1;
  const take = async (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > maxImportBytes);
    if (file.size > maxImportBytes) return;
    const fresh = { text: await file.text(), fileName: file.name, revision };
    onChange(fresh);
    onCheck(fresh);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <section
      aria-label={t("dropZone")}
      className={clsx(
        "grid gap-3 rounded-md",
        isOver && "outline-2 outline-accent outline-dashed outline-offset-4",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {source.fileName === null ? (
        <Field label={t("addresses")} hint={t("format")}>
          {({ "aria-invalid": _, ...control }) => (
            <textarea
              {...control}
              rows={7}
              maxLength={maxImportBytes}
              value={source.text}
              onChange={({ target }) => onChange({ text: target.value, fileName: null, revision })}
              spellCheck={false}
              className={clsx(inputClass, "h-auto py-1.5 font-mono text-sm")}
            />
          )}
        </Field>
      ) : (
        <ChosenFile
          name={source.fileName}
          onRemove={() => onChange({ text: "", fileName: null, revision })}
        />
      )}
      <ReadNote source={source} />
      {isTooLarge && (
        <p role="alert" className="text-danger text-sm">
          {t("tooLarge", { megabytes: maxImportBytes / 1_000_000 })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <FileButton label={t("choose")} onFile={take} />
        <Button
          variant={isChecked ? "secondary" : "primary"}
          disabled={source.text.trim() === ""}
          isPending={isChecking}
          onClick={() => onCheck(source)}
        >
          {t("check")}
        </Button>
      </div>
    </section>
  );
}

function ChosenFile({ name, onRemove }: { name: string; onRemove: () => void }) {
  const t = useTranslations("invites.import");
  return (
    <div className="flex items-center gap-2 rounded-md border px-3 py-2">
      <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <VendorText className="min-w-0 flex-1 truncate">{name}</VendorText>
      <IconButton label={t("removeFile")} icon={<X />} onClick={onRemove} />
    </div>
  );
}

/** Parsed in the browser, before the server is asked. */
function ReadNote({ source: { text, revision } }: { source: ImportSource }) {
  const t = useTranslations("invites.import");
  const { data } = useQuery({
    queryKey: ["invites", "read", revision],
    queryFn: async () => {
      const { rows, isCut } = await parseImport(text);
      return { count: rows.length, bad: rows.filter(({ email }) => !isAddress(email)).length, isCut };
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data || data.count === 0) return null;
  return (
    <p className="text-ink-muted text-sm">
      {t("read", { count: data.count, bad: data.bad })} {data.isCut && t("cut", { count: data.count })}
    </p>
  );
}
