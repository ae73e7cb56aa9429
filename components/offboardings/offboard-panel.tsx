"use client";

import { useQuery } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { FileButton } from "@/components/directory/file-button";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { EmptyState } from "@/components/shell/empty-state";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { inputClass } from "@/components/ui/controls/input";
import { Skeleton } from "@/components/ui/display/skeleton";
import { parseImport } from "@/lib/directory/invites/import-file";
import { isAddress } from "@/lib/directory/invites/vocabulary";
import { planQuery } from "@/lib/directory/offboardings/queries";
import { planSearchParams } from "@/lib/directory/offboardings/search-params";
import { maxPeople } from "@/lib/directory/offboardings/vocabulary";
import { Plan } from "./plan";

/** Who leaves comes from links and lists by ID, and from a file by address. */
export function OffboardPanel() {
  const t = useTranslations("offboardings");
  const [{ members }, setSearch] = useQueryStates(planSearchParams);
  const [addresses, setAddresses] = useState<readonly string[]>([]);
  const input = { memberIds: members.slice(0, maxPeople), addresses: addresses.slice(0, maxPeople) };
  const { data, error, isFetching, refetch } = useQuery(planQuery(input));
  const isEmpty = input.memberIds.length + input.addresses.length === 0;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs of={[{ href: "/members", label: t("members") }]} />}
        title={t("title")}
        description={t("text")}
      />
      {members.length > maxPeople && (
        <p role="status" className="text-sm text-warn">
          {t("leftOut", { count: members.length - maxPeople, most: maxPeople })}
        </p>
      )}
      <AddressesField isOpen={members.length === 0} onChoose={setAddresses} />
      {isEmpty && <EmptyState icon={<UserMinus />} title={t("nobodyTitle")} text={t("nobodyText")} />}
      {error && !isEmpty && <FailureNote failure={toFailure(error)} />}
      {!isEmpty && !data && !error && <Skeleton className="h-64 w-full" />}
      {!isEmpty && data && (
        <Plan
          plan={data}
          isBusy={isFetching}
          onStale={refetch}
          onLeaveOut={({ memberId, key }) => {
            setSearch({ members: members.filter((id) => id !== memberId) });
            setAddresses(addresses.filter((address) => address.toLowerCase() !== key));
          }}
        />
      )}
    </>
  );
}

type Props = { isOpen: boolean; onChoose: (addresses: readonly string[]) => void };

const maxBytes = 500_000;

/** Several people at once: addresses from a CSV file, or pasted. */
function AddressesField({ isOpen, onChoose }: Props) {
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
