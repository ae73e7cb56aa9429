"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/controls/icon-button";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Candidate } from "@/lib/workspaces/schema";

type Props = { people: readonly Candidate[]; onRemove: (userId: string) => void };

export function ChosenPeople({ people, onRemove }: Props) {
  const t = useTranslations("workspaces.people");
  if (people.length === 0) return null;
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium text-sm">{t("chosen")}</h3>
      <ul className="grid max-h-40 overflow-y-auto rounded-md border py-0.5">
        {people.map(({ userId, name, email }) => (
          <li key={userId} className="flex items-center gap-2 py-0.5 pr-1 pl-2.5 text-sm">
            <VendorText className="min-w-0 flex-1 truncate">{name || email}</VendorText>
            <IconButton
              label={t("unchoose", { name: name || email })}
              icon={<X />}
              onClick={() => onRemove(userId)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
