"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureText } from "@/components/shell/failure";
import { IconButton } from "@/components/ui/icon-button";
import { VendorText } from "@/components/ui/vendor-text";
import type { Failure } from "@/lib/errors";
import type { Candidate } from "@/lib/workspaces/schema";

type Props = {
  people: readonly Candidate[];
  /** By user id, of the last try. */
  failures: ReadonlyMap<string, Failure>;
  onRemove: (userId: string) => void;
};

export function ChosenPeople({ people, failures, onRemove }: Props) {
  const t = useTranslations("workspaces.people");
  const toText = useFailureText();
  if (people.length === 0) return null;
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium text-sm">{t("chosen")}</h3>
      {failures.size > 0 && (
        <p role="alert" className="text-danger text-sm">
          {t("addFailed", { count: failures.size })}
        </p>
      )}
      <ul className="grid max-h-40 overflow-y-auto rounded-md border py-0.5">
        {people.map(({ userId, name, email }) => {
          const failure = failures.get(userId);
          return (
            <li key={userId} className="flex items-center gap-2 py-0.5 pr-1 pl-2.5 text-sm">
              <span className="grid min-w-0 flex-1">
                <VendorText className="truncate">{name || email}</VendorText>
                {failure && <span className="text-danger text-xs">{toText(failure)}</span>}
              </span>
              <IconButton
                label={t("unchoose", { name: name || email })}
                icon={<X />}
                onClick={() => onRemove(userId)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
