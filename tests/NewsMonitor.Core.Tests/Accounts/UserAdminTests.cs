using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NewsMonitor.Core.Accounts;
using NewsMonitor.Testing.Data;

namespace NewsMonitor.Core.Tests.Accounts;

public sealed class UserAdminTests(TestCluster cluster)
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private static async Task<long> AddAsync(TestArchive archive, string name, params Role[] roles) =>
        ((UserChange.Saved)await archive.Get<UserAdmin>().AddAsync(new(name, "a long enough word", roles), Caller.Operator, Cancel)).UserId;

    [Fact]
    public async Task An_admin_adds_an_account_that_can_sign_in_and_the_audit_log_says_so()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var admin = await AddAsync(archive, "ada", Role.Admin);

        var change = await archive.Get<UserAdmin>().AddAsync(new("eva", "correct horse battery", [Role.Editor, Role.Analyst]), admin, Cancel);

        var id = Assert.IsType<UserChange.Saved>(change).UserId;
        using var scope = archive.Get<IServiceScopeFactory>().CreateScope();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<NewsUser>>();
        var user = await manager.FindByNameAsync("EVA");
        Assert.True(await manager.CheckPasswordAsync(user!, "correct horse battery"));
        Assert.True(await manager.IsInRoleAsync(user!, nameof(Role.Editor)));
        await using var db = await archive.OpenAsync();
        var entry = await db.AuditEntries.SingleAsync(e => e.SubjectId == id);
        Assert.Equal(("user.added", admin), (entry.Action, entry.UserId));
        Assert.Equal([Role.Analyst, Role.Editor], (await archive.Get<UserAdmin>().ListAsync(Cancel)).Single(u => u.Id == id).Roles);
    }

    [Fact]
    public async Task Who_is_no_admin_changes_no_account()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var users = archive.Get<UserAdmin>();
        await AddAsync(archive, "ada", Role.Admin);
        var editor = await AddAsync(archive, "eva", Role.Editor, Role.Analyst);

        Assert.IsType<UserChange.NotAllowed>(await users.AddAsync(new("max", "a long enough word", [Role.Admin]), editor, Cancel));
        Assert.IsType<UserChange.NotAllowed>(await users.GiveRoleAsync(editor, Role.Admin, editor, Cancel));
        Assert.IsType<UserChange.NotAllowed>(await users.SetPasswordAsync(editor, "another long word", editor, Cancel));
        Assert.IsType<UserChange.NotAllowed>(await users.DisableAsync(editor, default, Cancel));
        Assert.Equal(2, (await users.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task A_disabled_admin_may_nothing_any_more()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var users = archive.Get<UserAdmin>();
        var first = await AddAsync(archive, "ada", Role.Admin);
        var second = await AddAsync(archive, "ben", Role.Admin);

        Assert.IsType<UserChange.Saved>(await users.DisableAsync(first, second, Cancel));

        Assert.IsType<UserChange.NotAllowed>(await users.EnableAsync(first, first, Cancel));
        Assert.IsType<UserChange.Saved>(await users.EnableAsync(first, second, Cancel));
    }

    [Fact]
    public async Task The_last_admin_stays_admin_even_when_two_dismiss_each_other_at_once()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var users = archive.Get<UserAdmin>();
        var first = await AddAsync(archive, "ada", Role.Admin);
        Assert.IsType<UserChange.LastAdmin>(await users.TakeRoleAsync(first, Role.Admin, first, Cancel));
        Assert.IsType<UserChange.LastAdmin>(await users.DisableAsync(first, Caller.Operator, Cancel));
        var second = await AddAsync(archive, "ben", Role.Admin);

        var changes = await Task.WhenAll(
            users.TakeRoleAsync(first, Role.Admin, second, Cancel), users.TakeRoleAsync(second, Role.Admin, first, Cancel));

        Assert.Single(changes, change => change is UserChange.Saved);
        Assert.Single(await users.ListAsync(Cancel), user => user.Roles.Contains(Role.Admin));
    }

    [Theory]
    [InlineData("short", PasswordFault.TooShort)]
    [InlineData("aaaaaaaaaaaaaa", PasswordFault.TooFewLetters)]
    [InlineData("Eva.Example", PasswordFault.SameAsName)]
    public async Task A_weak_password_is_refused_with_its_reason(string password, PasswordFault fault)
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        var change = await archive.Get<UserAdmin>().AddAsync(new("eva.example", password, []), Caller.Operator, Cancel);
        Assert.Equal(new UserChange.BadPassword(fault), change);
    }

    [Fact]
    public async Task A_name_is_taken_once_whatever_its_case()
    {
        await using var archive = await TestArchive.CreateAsync(cluster);
        await AddAsync(archive, "eva");
        var users = archive.Get<UserAdmin>();
        Assert.IsType<UserChange.NameTaken>(await users.AddAsync(new("EVA", "a long enough word", []), Caller.Operator, Cancel));
        Assert.IsType<UserChange.BadName>(await users.AddAsync(new("e<v>a", "a long enough word", []), Caller.Operator, Cancel));
    }
}
