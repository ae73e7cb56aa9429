import { notFound } from "next/navigation";
import { permitPage } from "@/lib/core/auth/permit";

/** What an address leads to that nothing has, for whoever is signed in: they keep the navigation. */
export default async function UnknownPage(): Promise<never> {
  await permitPage("me:read");
  notFound();
}
