"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Siren, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { useAskedDialog, useGiven } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import { accessQuery } from "@/lib/account/grants/queries";
import type { Access, GrantRow } from "@/lib/account/grants/schema";
import { grantablePersonas } from "@/lib/account/grants/vocabulary";
import { useGrantColumns } from "./use-grant-columns";

const GrantDialog = onDemand(() => import("./grant-dialog").then((file) => file.GrantDialog));
const RenewGrantDialog = onDemand(() => import("./renew-grant-dialog").then((file) => file.RenewGrantDialog));
const RemoveGrantDialog = onDemand(() =>
  import("./remove-grant-dialog").then((file) => file.RemoveGrantDialog),
);

export function AccessSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("settings.access");
  const { data, error, refetch } = useQuery(accessQuery());
  const [isAdding, setAdding] = useAskedDialog("grant");
  const [email, forgetEmail] = useGiven("email");
  const [role, forgetRole] = useGiven("role");
  const asked = { email, role: grantablePersonas.find((one) => one === role) ?? null };
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section
      title={t("title")}
      text={t("text")}
      actions={
        canWrite && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t("add")}
          </Button>
        )
      }
    >
      <Grants grants={data.grants} canWrite={canWrite} />
      <BreakGlass emails={data.breakGlass} />
      {canWrite && isAdding && (
        <GrantDialog
          asked={asked}
          onClose={() => {
            setAdding(false);
            forgetEmail();
            forgetRole();
          }}
        />
      )}
    </Section>
  );
}

function Grants({ grants, canWrite }: Pick<Access, "grants"> & { canWrite: boolean }) {
  const t = useTranslations("settings.access");
  const [changed, setChanging] = useState<GrantRow>();
  const [renewed, setRenewing] = useState<GrantRow>();
  const [removed, setRemoving] = useState<GrantRow>();
  const toNow = (grant: GrantRow) => grants.find(({ email }) => email === grant.email);
  const columns = useGrantColumns({
    canWrite,
    hasNotes: grants.some(({ note }) => note),
    onChange: setChanging,
    onRenew: setRenewing,
    onRemove: setRemoving,
  });
  return (
    <>
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(grants, ({ email }) => email)}
        empty={<EmptyState icon={<KeyRound />} title={t("emptyTitle")} text={t("emptyText")} />}
      />
      {changed && (
        <GrantDialog
          grant={toNow(changed) ?? changed}
          isGone={!toNow(changed)}
          onClose={() => setChanging(undefined)}
        />
      )}
      {renewed && (
        <RenewGrantDialog
          grant={toNow(renewed) ?? renewed}
          isGone={!toNow(renewed)}
          onClose={() => setRenewing(undefined)}
        />
      )}
      {removed && (
        <RemoveGrantDialog grant={removed} isGone={!toNow(removed)} onClose={() => setRemoving(undefined)} />
      )}
    </>
  );
}

/** Environment variables decide: no grant, directory, or sync can take this access away. */
function BreakGlass({ emails }: { emails: readonly string[] }) {
  const t = useTranslations("settings.access");
  return (
    <div className="card flex gap-3 px-4 py-3">
      <Siren aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      <div className="grid min-w-0 gap-1">
        <h3 className="font-medium">{t("breakGlass")}</h3>
        <p className="max-w-prose text-ink-muted text-sm">{t("breakGlassText")}</p>
        {emails.length === 0 ? (
          <p className="text-sm">{t("noBreakGlass")}</p>
        ) : (
          <ul className="text-sm">
            {emails.map((email) => (
              <li key={email}>
                <VendorText className="font-medium">{email}</VendorText>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
