import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { toSignInError } from "@/components/sign-in/sign-in-error";
import { SignInPanel } from "@/components/sign-in/sign-in-panel";
import { getSignInMethods } from "@/lib/core/auth/methods";
import { getOrigin } from "@/lib/core/auth/origin";
import { toOtherAccount } from "@/lib/core/auth/reauthentication";
import { toSafePath } from "@/lib/core/auth/safe-path";
import { currentActor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: { absolute: t("title") } };
}

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error, reset } = await searchParams;
  const target = toSafePath([callbackUrl].flat()[0], getOrigin(await headers()));
  const reason = [error].flat()[0];
  const methods = getSignInMethods();
  // Sound: the path is one of ours, and an unknown one is answered with 404.
  if (!reason && (await getKnownActor())) redirect(target as Route);
  return (
    <SignInPanel
      {...methods}
      providers={methods.providers.map((each) => ({ ...each, another: toOtherAccount(each.id) }))}
      target={target}
      error={reason === undefined ? null : toSignInError(reason)}
      isReset={reset !== undefined}
    />
  );
}

/** Until the organization is proven, no one is known, but this page must still open. */
async function getKnownActor() {
  return currentActor().catch((cause) => {
    if (cause instanceof AppError && cause.code === "organization_unproven") return null;
    throw cause;
  });
}
