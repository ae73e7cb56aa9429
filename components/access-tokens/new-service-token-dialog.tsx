"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useScopeNames } from "@/components/directory/use-scope-names";
import { SecondAdminNote } from "@/components/shell/second-admin-note";
import { showRun } from "@/components/shell/show-run";
import { ChoiceList } from "@/components/ui/controls/choice-list";
import { type ServicePersona, servicePersonas } from "@/lib/account/access-tokens/vocabulary";
import { listLacking, offeredScopes } from "@/lib/core/auth/scopes";
import { ScopeFields } from "./scope-fields";
import { ShownTokenDialog } from "./shown-token-dialog";
import { readToken, TokenFormDialog } from "./token-form-dialog";
import { useMakeServiceToken } from "./use-make-token";

export function NewServiceTokenDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("accessTokens");
  const { toSentence } = useScopeNames();
  const [persona, setPersona] = useState<ServicePersona>("auditor");
  const making = useMakeServiceToken();
  const { data } = making;
  if (data)
    return (
      <ShownTokenDialog
        made={data}
        onClose={() => {
          if (data.runId) showRun(data.runId);
          onClose();
        }}
      />
    );
  const lacking = listLacking({ persona }, offeredScopes);
  return (
    <TokenFormDialog
      title={t("addServiceTitle")}
      saving={making}
      onSubmit={(form) => making.mutate({ ...readToken(form), persona })}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <RolePicker persona={persona} onChange={setPersona} />
          <ScopeFields
            offered={offeredScopes.filter((scope) => !lacking.includes(scope))}
            help={t("readService")}
            errors={errors}
            toSentence={toSentence}
          />
          <SecondAdminNote />
        </>
      )}
    </TokenFormDialog>
  );
}

type PickerProps = { persona: ServicePersona; onChange: (persona: ServicePersona) => void };

function RolePicker({ persona, onChange }: PickerProps) {
  const t = useTranslations("accessTokens");
  const name = useTranslations("shell.persona");
  const options = servicePersonas.map((value) => ({ value, label: name(value), help: t(`roles.${value}`) }));
  return <ChoiceList label={t("role")} options={options} value={persona} onChange={onChange} />;
}
