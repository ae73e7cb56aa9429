"use client";

import { useTranslations } from "next-intl";
import { useOwnSentence } from "@/components/directory/use-own-sentence";
import { can } from "@/lib/core/auth/permissions";
import { offeredScopes, type Scope } from "@/lib/core/auth/scopes";
import type { Persona } from "@/lib/core/auth/vocabulary";
import { ScopeFields } from "./scope-fields";
import { ShownTokenDialog } from "./shown-token-dialog";
import { readToken, TokenFormDialog } from "./token-form-dialog";
import { useMakeOwnToken } from "./use-make-token";

type Props = { persona: Persona; onClose: () => void };

export function NewOwnTokenDialog({ persona, onClose }: Props) {
  const t = useTranslations("accessTokens");
  const toOwnSentence = useOwnSentence(persona);
  const making = useMakeOwnToken();
  if (making.data) return <ShownTokenDialog made={making.data} onClose={onClose} />;
  const offered = offeredScopes.filter((scope) => isOffered(scope, persona));
  return (
    <TokenFormDialog
      title={t("addTitle")}
      saving={making}
      onSubmit={(form) => making.mutate(readToken(form))}
      onClose={onClose}
    >
      {(errors) => (
        <ScopeFields
          offered={offered}
          help={t("readOwn")}
          errors={errors}
          toSentence={(scope) => (scope === "read" || scope === "scim" ? "" : toOwnSentence(scope))}
        />
      )}
    </TokenFormDialog>
  );
}

function isOffered(scope: Scope, persona: Persona): boolean {
  return scope === "read" || (scope !== "scim" && can({ persona }, scope));
}
