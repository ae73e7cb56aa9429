import { describe, expect, test } from "vitest";
import { createTestClient, toRefusal } from "@/scripts/sandbox/test-client";
import { dayMs } from "./clock";
import { personas } from "./personas";

describe("invites", () => {
  test("can be withdrawn once while they are pending", async () => {
    const { get, remove } = createTestClient();
    for (const status of ["accepted", "expired"]) {
      const [invite] = (await get(`/invites?statuses[]=${status}`)).json.data;
      expect(await remove(`/invites/${invite.id}`)).toMatchObject(toRefusal(400, "invalid_request_error"));
    }
    const [pending] = (await get("/invites?statuses[]=pending")).json.data;
    expect((await remove(`/invites/${pending.id}`)).json).toEqual({ id: pending.id, type: "invite_deleted" });
    expect(await remove(`/invites/${pending.id}`)).toMatchObject(toRefusal(404, "not_found_error"));
  });

  test("can't be sent to members and open invites, or for the admin role", async () => {
    const { post } = createTestClient();
    const invited = await post("/invites", { email: "new.person@northwind.example", role: "developer" });
    expect(invited.json).toMatchObject({ status: "pending", accepted_at: null, rbac_group_ids: [] });
    expect(Date.parse(invited.json.expires_at) - Date.parse(invited.json.invited_at)).toBe(21 * dayMs);
    const again = toRefusal(400, "invalid_request_error", "invite_already_exists");
    expect(await post("/invites", { email: "New.Person@northwind.example", role: "user" })).toMatchObject(
      again,
    );
    const known = toRefusal(400, "invalid_request_error", "already_member");
    expect(await post("/invites", { email: personas.lead, role: "user" })).toMatchObject(known);
    const refused = toRefusal(400, "invalid_request_error");
    expect(await post("/invites", { email: "a@northwind.example", role: "admin" })).toMatchObject(refused);
    expect(await post("/invites", { email: "not an address", role: "user" })).toMatchObject(refused);
  });

  test("are pending for up to a day past their time, and then expired", async () => {
    const { get, moveClock, sandbox } = createTestClient();
    const late = (await get("/invites?email=late.reply@northwind.example")).json.data[0];
    expect(late.status).toBe("pending");
    expect(Date.parse(late.expires_at)).toBeLessThan(sandbox.store.now().getTime());
    moveClock(dayMs);
    expect((await get(`/invites/${late.id}`)).json.status).toBe("expired");
  });

  test("make a member when they are accepted", async () => {
    const { get, sandbox } = createTestClient();
    const [pending] = (await get("/invites?statuses[]=pending")).json.data;
    const user = sandbox.invites.accept(pending.id);
    expect((await get(`/users/${user?.id}`)).json).toMatchObject({
      email: pending.email,
      role: pending.role,
    });
    expect((await get(`/invites/${pending.id}`)).json.status).toBe("accepted");
  });
});
