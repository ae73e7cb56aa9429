import { notFound } from "next/navigation";
import { PendingMemberships } from "@/components/invites/pending-memberships";
import { PersonPanel } from "@/components/members/person-panel";
import { PersonReceipts } from "@/components/offboardings/person-receipts";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { PastAccess } from "@/components/workspaces/past-access";
import { PersonPlaces } from "@/components/workspaces/person-places";
import { toPathId } from "@/lib/core/address/search-params";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { listPendingMemberships } from "@/lib/directory/invites/pending-memberships-store";
import { pendingMembershipsQuery } from "@/lib/directory/invites/queries";
import { findPersonId } from "@/lib/directory/members/mirror";
import { findMemberDetail } from "@/lib/directory/members/person-read-model";
import { memberDetailQuery } from "@/lib/directory/members/queries";
import { receiptsQuery } from "@/lib/directory/offboardings/queries";
import { listReceipts } from "@/lib/directory/offboardings/receipt-read-model";
import { getPersonAccess } from "@/lib/directory/workspaces/access-read-model";
import { personAccessQuery } from "@/lib/directory/workspaces/queries";

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const by = await permitPage("members:read");
  const given = toPathId((await params).id) ?? notFound();
  const memberId = given.includes("@") ? await findPersonId(given) : given;
  const detail = memberId === undefined ? null : await findMemberDetail(by, memberId);
  if (memberId === undefined || !detail) notFound();
  const { email } = detail.member;
  const access = async () => getPersonAccess(await permitPage("workspaces:read"), memberId);
  return (
    <Page>
      <Prefetch
        queries={[
          { ...memberDetailQuery(memberId), queryFn: async () => detail },
          { ...personAccessQuery(memberId), queryFn: access },
          { ...receiptsQuery(memberId), queryFn: () => listReceipts(by, { member: memberId }) },
          { ...pendingMembershipsQuery(email), queryFn: () => listPendingMemberships(by, { email }) },
        ]}
      >
        <PersonPanel
          memberId={memberId}
          canWrite={can(by.actor, "members:write")}
          pastAccess={<PastAccess userId={memberId} />}
          receipts={<PersonReceipts memberId={memberId} canCancel={can(by.actor, "members:write")} />}
          access={
            <>
              <PersonPlaces
                memberId={memberId}
                isSelf={by.actor.memberId === memberId}
                canManage={can(by.actor, "memberships:write")}
                isLead={by.actor.persona === "lead"}
              />
              <PendingMemberships memberId={memberId} />
            </>
          }
        />
      </Prefetch>
    </Page>
  );
}
