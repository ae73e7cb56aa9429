import { notFound } from "next/navigation";
import { PendingMemberships } from "@/components/invites/pending-memberships";
import { PersonPanel } from "@/components/members/person-panel";
import { PersonReceipts } from "@/components/offboardings/person-receipts";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { PastAccess } from "@/components/workspaces/past-access";
import { PersonAccess } from "@/components/workspaces/person-access";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { listPendingMemberships } from "@/lib/invites/pending-memberships-store";
import { pendingMembershipsQuery } from "@/lib/invites/queries";
import { findPersonId } from "@/lib/members/mirror";
import { findMemberDetail } from "@/lib/members/person-read-model";
import { memberDetailQuery } from "@/lib/members/queries";
import { receiptsQuery } from "@/lib/offboardings/queries";
import { listReceipts } from "@/lib/offboardings/receipt-read-model";
import { toPathId } from "@/lib/search-params";
import { getPersonAccess } from "@/lib/workspaces/access-read-model";
import { personAccessQuery } from "@/lib/workspaces/queries";

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const by = await permitPage("members:read");
  const given = toPathId((await params).id) ?? notFound();
  const memberId = given.includes("@") ? await findPersonId(given) : given;
  const detail = memberId === undefined ? null : await findMemberDetail(by, memberId);
  if (memberId === undefined || !detail) notFound();
  const { name, email } = detail.member;
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
              <PersonAccess
                person={{ userId: memberId, name, email }}
                isSelf={by.actor.memberId === memberId}
                canManage={can(by.actor, "memberships:write")}
                isLead={by.actor.persona === "lead"}
              />
              <PendingMemberships email={email} />
            </>
          }
        />
      </Prefetch>
    </Page>
  );
}
