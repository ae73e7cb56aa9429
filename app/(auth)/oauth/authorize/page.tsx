import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConsentPanel } from "@/components/connections/consent-panel";
import { RefusedPanel, ReturnedPanel } from "@/components/connections/refused-panel";
import { StepUpDialog } from "@/components/step-up/step-up-dialog";
import { readAuthorizeRequest } from "@/lib/across/connections/authorize-request";
import { toDestination } from "@/lib/across/connections/redirect-uri";
import { toIssuer } from "@/lib/across/connections/resource";
import { permitOnPage, permitPage } from "@/lib/core/auth/permit";
import { env } from "@/lib/core/env/env";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("connections");
  return { title: t("pageTitle") };
}

export default async function AuthorizePage({ searchParams }: Props) {
  const { actor } = await permitPage("me:read");
  await permitOnPage(actor, "tokens:write");
  if (env.mcp === "off") notFound();
  const sent = await headers();
  const found = await readAuthorizeRequest(await searchParams, { actor, headers: sent });
  if (found.kind === "refused") return <RefusedPanel fault={found.fault} />;
  if (found.kind === "returned") {
    // Sound: it is an address of the person's own machine, and no page of ours.
    if (found.destination === null) redirect(found.to as Route);
    const { client, destination, code, to } = found;
    return <ReturnedPanel name={client.name} destination={destination} code={code} to={to} />;
  }
  const { client, redirectUri, state, challenge, resource, scopes } = found.request;
  return (
    <>
      <ConsentPanel
        request={{ clientId: client.id, redirectUri, challenge, resource, scopes }}
        name={client.name}
        host={client.host}
        destination={toDestination(redirectUri)}
        state={state}
        issuer={toIssuer(sent)}
        person={{ name: actor.name, email: actor.email }}
      />
      <StepUpDialog />
    </>
  );
}
