"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { useRoleName } from "@/components/members/use-role-name";
import { type InvitableRole, invitableRoles } from "@/lib/invites/vocabulary";

type Props = { role: InvitableRole; onChange: (role: InvitableRole) => void };

/** Every role that can be given, with what it means. */
export function RolePicker({ role, onChange }: Props) {
  const t = useTranslations("invites");
  const toName = useRoleName();
  const name = useId();
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t("role")}</legend>
      {invitableRoles.map((one) => (
        <label
          key={one}
          className={clsx(
            "flex cursor-pointer items-baseline gap-2.5 rounded-md border px-3 py-2",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent",
            one === role ? "border-accent bg-accent-soft" : "hover:bg-sunken",
          )}
        >
          <input
            type="radio"
            name={name}
            value={one}
            checked={one === role}
            onChange={() => onChange(one)}
            className="translate-y-px outline-none"
          />
          <span className="grid">
            <span className="font-medium">{toName(one)}</span>
            <span className="text-ink-muted text-sm">{t(`roleHelp.${one}`)}</span>
          </span>
        </label>
      ))}
      <p className="text-ink-muted text-xs">{t("noAdmin")}</p>
    </fieldset>
  );
}
