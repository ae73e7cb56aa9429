"use client";

import { useQuery } from "@tanstack/react-query";
import { memberDetailQuery } from "@/lib/directory/members/queries";
import { PersonAccess } from "./person-access";

type Props = { memberId: string; isSelf: boolean; canManage: boolean; isLead: boolean };

/** Who the person is comes from the counted read alone, so that the page itself names nobody. */
export function PersonPlaces({ memberId, ...rights }: Props) {
  const { data } = useQuery(memberDetailQuery(memberId));
  if (!data) return null;
  const { name, email } = data.member;
  return <PersonAccess person={{ userId: memberId, name, email }} {...rights} />;
}
