using System.CommandLine;
using Integration.Hub.Access;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>Who can sign in to the core app: list, add, lock, unlock, password, roles.</summary>
public static class UserVerbs
{
    public static Command Make() => new("users", "People who can sign in to the core app: list, add, lock, unlock, password, roles.") { List(), Add(), Lock(), Unlock(), Password(), Roles() };

    private static Argument<string> Name() => new("name") { Description = "Sign-in name" };

    private static Option<string[]> RoleOption(bool required) => new("--role") { Description = "One or several: " + string.Join(", ", Codes.All<Role>()), AllowMultipleArgumentsPerToken = true, Required = required };

    private static Option<string?> ReachOption() => new("--reach") { Description = "own, team or unit (default: what is usual for the roles)" };

    private static Command List()
    {
        var text = new Option<string?>("--text") { Description = "Part of the name" };
        var role = new Option<string?>("--role") { Description = "One of " + string.Join(", ", Codes.All<Role>()) };
        return Verb.OnStores("list", "List users.", ["users list", "users list --role director --json"], async (parse, output, stores, ct) =>
        {
            var now = stores.Time.GetUtcNow();
            output.List(await stores.CoreApp.People.ListAsync(parse.GetValue(text), Codes.Read<Role>(parse.GetValue(role)), null, null, 10_000, ct), "Nobody.",
                ("name", p => p.Name), ("", p => p.DisplayName), ("staff id", p => p.StaffId), ("unit", p => p.OrgUnit), ("roles", p => string.Join(' ', p.Grants)), ("sees", p => Codes.Of(p.Reach)),
                ("state", p => p.LockReason is { } reason ? $"locked: {reason}" : p.LockedUntil > now ? $"locked out until {p.LockedUntil:u}" : "active"), ("last sign-in", p => Output.Age(p.LastSignInAt, stores.Time)));
            return 0;
        }, text, role);
    }

    private static Command Add()
    {
        var name = Name();
        var display = new Option<string>("--display") { Description = "Name that people read", Required = true };
        var staff = new Option<string?>("--staff-id") { Description = "As customers' records name their manager (default: the sign-in name)" };
        var unit = new Option<string>("--unit") { Description = "Org unit, e.g. cn.zj.hz", Required = true };
        var superior = new Option<string?>("--superior") { Description = "Sign-in name of whom the person reports to" };
        var (roles, reach) = (RoleOption(required: true), ReachOption());
        return Verb.OnStores("add", "Add a user; prints the first password, which is to be changed at the first sign-in.", ["users add zhang.wei --display 张伟 --unit cn.zj.hz --role accountManager --superior li.na"],
            (parse, output, stores, ct) => RefusableAsync(async () =>
            {
                var all = Read(parse.GetValue(roles)!);
                var audit = stores.CoreApp.Audit("cli");
                await CoreAppPages.UnitAsync(stores.CoreApp, parse.GetValue(unit)!, audit, ct);
                var password = await stores.CoreApp.People.AddAsync(parse.GetValue(name)!,
                    new PersonDetails(parse.GetValue(staff) ?? parse.GetValue(name)!, parse.GetValue(display)!, parse.GetValue(unit)!, parse.GetValue(superior), all, ReachOf(parse.GetValue(reach), all)), null, Environment.UserName, audit, ct);
                output.Said($"{parse.GetValue(name)} can sign in with the password {password}", new { name = parse.GetValue(name), password });
            }), name, display, staff, unit, superior, roles, reach);
    }

    private static Command Lock()
    {
        var name = Name();
        var because = new Option<string>("--because") { Description = "Why", Required = true };
        return Verb.OnStores("lock", "Nobody signs in by this name until it is unlocked; sessions end.", ["users lock zhang.wei --because \"left the company\""], (parse, output, stores, ct) => RefusableAsync(async () =>
        {
            await stores.CoreApp.People.LockAsync(parse.GetValue(name)!, parse.GetValue(because)!, Environment.UserName, stores.CoreApp.Audit("cli"), ct);
            output.Said($"{parse.GetValue(name)} is locked.");
        }), name, because);
    }

    private static Command Unlock()
    {
        var name = Name();
        return Verb.OnStores("unlock", "Ends a lock, by hand or after too many wrong passwords.", ["users unlock zhang.wei"], (parse, output, stores, ct) => RefusableAsync(async () =>
        {
            await stores.CoreApp.People.UnlockAsync(parse.GetValue(name)!, Environment.UserName, stores.CoreApp.Audit("cli"), ct);
            output.Said($"{parse.GetValue(name)} can sign in.");
        }), name);
    }

    private static Command Password()
    {
        var name = Name();
        return Verb.OnStores("password", "A new password, to be changed at the next sign-in; sessions end.", ["users password zhang.wei"], (parse, output, stores, ct) => RefusableAsync(async () =>
        {
            var password = await stores.CoreApp.People.ResetPasswordAsync(parse.GetValue(name)!, Environment.UserName, stores.CoreApp.Audit("cli"), ct);
            output.Said($"{parse.GetValue(name)} can sign in with the password {password}", new { name = parse.GetValue(name), password });
        }), name);
    }

    private static Command Roles()
    {
        var name = Name();
        var (roles, reach) = (RoleOption(required: true), ReachOption());
        return Verb.OnStores("roles", "What a user is from now on, in the place of what the user was.", ["users roles zhang.wei --role director --reach team"], (parse, output, stores, ct) => RefusableAsync(async () =>
        {
            var person = await stores.CoreApp.People.FindAsync(parse.GetValue(name)!, ct) ?? throw new AccessRefusedException("name", "unknown", $"there is no user {parse.GetValue(name)}");
            var all = Read(parse.GetValue(roles)!);
            await stores.CoreApp.People.ChangeAsync(person.Name, new PersonDetails(person.StaffId, person.DisplayName, person.OrgUnit, person.Superior, all, ReachOf(parse.GetValue(reach), all)), Environment.UserName, stores.CoreApp.Audit("cli"), ct);
            output.Said($"{person.Name} is {string.Join(", ", all)} now.");
        }), name, roles, reach);
    }

    private static IReadOnlyList<Grant> Read(string[] codes) =>
        [.. codes.Select(c => Grant.Read(c) ?? throw new AccessRefusedException("roles", "notOneOf", $"'{c}' is no role; there are {string.Join(", ", Codes.All<Role>())}, and for one system {string.Join(", ", Rights.RolesPerSystem.Select(r => $"{Codes.Of(r)}@SYSTEM"))}"))];

    private static ReachKind ReachOf(string? code, IReadOnlyList<Grant> roles) => code is null
        ? Rights.UsualReach(roles.Select(g => g.Role))
        : Codes.Read<ReachKind>(code) ?? throw new AccessRefusedException("reach", "notOneOf", $"'{code}' is no reach; there are {string.Join(", ", Codes.All<ReachKind>())}");

    private static async Task<int> RefusableAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (AccessRefusedException e)
        {
            return Output.Fail($"{char.ToUpperInvariant(e.Message[0])}{e.Message[1..]}.");
        }
    }
}
