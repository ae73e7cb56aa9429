"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PeopleFinder } from "@/components/directory/person-finder";
import { assigneesQuery } from "@/lib/governance/findings/queries";
import type { Finding } from "@/lib/governance/findings/schema";

type Props = {
  /** Undefined for several. */
  findingId: string | undefined;
  assigned: Finding["assigned"] | undefined;
  onChoose: (email: string) => void;
};

/** Finds only people who can see what is assigned to them. */
export function AssigneeFinder({ findingId, assigned, onChoose }: Props) {
  const [q, setQ] = useState("");
  const { data, error, isPlaceholderData } = useQuery(assigneesQuery(q.trim(), findingId));
  const people = q.trim() === "" || isPlaceholderData ? undefined : data?.people;
  return (
    <PeopleFinder
      q={q}
      onSearch={setQ}
      found={people?.map(toPerson)}
      error={error}
      first={assigned ? toPerson({ email: assigned.to, name: assigned.toName }) : undefined}
      onChoose={onChoose}
    />
  );
}

/** An address is who someone is here, because people outside the directory have no ID. */
function toPerson({ email, name }: { email: string; name: string | null }) {
  return { id: email, email, name: name ?? "" };
}
