-- Run once, as a superuser, in the new and empty database of Castellan. Then give both roles a password.
create role castellan_owner login;
create role castellan_server login;
alter schema public owner to castellan_owner;
revoke create on schema public from public;
do $$
begin
  execute format('alter database %I owner to castellan_owner', current_database());
  execute format('grant connect, temporary on database %I to castellan_server', current_database());
end
$$;
