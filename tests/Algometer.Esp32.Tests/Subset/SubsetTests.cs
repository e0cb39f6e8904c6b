using Mono.Cecil;

namespace Algometer.Esp32.Tests.Subset;

/// <summary>The compiled firmware uses only what nanoFramework has, and nothing that it cannot run.</summary>
public sealed class SubsetTests
{
    private static readonly string _list = Path.Combine(Checkout.Root, "firmware", "Algometer.Esp32", "nanoframework-members.txt");

    private static readonly string _core = Path.Combine(AppContext.BaseDirectory, "nanoframework-mscorlib.dll");

    public static TheoryData<string> Firmware() => ["Algometer.Wire", "Algometer.Firmware", "Algometer.Esp32"];

    [Theory]
    [MemberData(nameof(Firmware))]
    public void It_has_nothing_that_the_device_cannot_run(string assembly) => Assert.Empty(Read(assembly).Violations);

    [Fact]
    public void Of_the_other_libraries_it_uses_exactly_the_listed_members()
    {
        // What mscorlib has is no matter of a list: the firmware is compiled against the device's own, and is an error there if it is missing.
        HashSet<string> core = CoreTypes();
        Assert.Contains("System.Array", core);
        string[] used =
        [
            .. Firmware().SelectMany(row => Read(row.Data).Used).Where(name => !core.Contains(name.Split("::")[0]))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        string[] listed = [.. File.ReadAllLines(_list).Where(line => line.Length > 0 && !line.StartsWith('#'))];
        Assert.True(listed.SequenceEqual(used, StringComparer.Ordinal), "The firmware uses:\n" + string.Join('\n', used));
    }

    [Theory]
    [InlineData(nameof(Forbidden.Generics), "generic")]
    [InlineData(nameof(Forbidden.Tuples), "generic")]
    [InlineData(nameof(Forbidden.Arrays), "several dimensions")]
    [InlineData(nameof(Forbidden.StackAlloc), "stackalloc")]
    [InlineData(nameof(Forbidden.Checked), "checked")]
    [InlineData(nameof(Forbidden.Linq), "generic")]
    [InlineData(nameof(Forbidden.Async), "generic")]
    [InlineData(nameof(Forbidden.IDefault), "default interface method")]
    [InlineData(nameof(Forbidden.Fixed), "pointer")]
    public void What_is_forbidden_is_found(string type, string what) =>
        Assert.Contains(ReadForbidden(type).Violations, violation => violation.Contains(what, StringComparison.Ordinal));

    [Fact]
    public void A_member_that_the_device_does_not_have_is_found()
    {
        string[] listed = File.ReadAllLines(_list);
        string[] missing = [.. ReadForbidden(nameof(Forbidden.Missing)).Used.Where(name => name.Contains("::", StringComparison.Ordinal)).Except(listed, StringComparer.Ordinal)];
        Assert.Equal("System.String::Replace(System.String,System.String)", Assert.Single(missing));
        Assert.DoesNotContain("Replace", CoreMembers("System.String"), StringComparer.Ordinal);
        Assert.Contains("IndexOf", CoreMembers("System.String"), StringComparer.Ordinal);
    }

    private static HashSet<string> CoreTypes()
    {
        using AssemblyDefinition core = AssemblyDefinition.ReadAssembly(_core);
        return [.. core.MainModule.Types.Where(type => type.IsPublic).Select(type => type.FullName)];
    }

    private static string[] CoreMembers(string type)
    {
        using AssemblyDefinition core = AssemblyDefinition.ReadAssembly(_core);
        return [.. core.MainModule.GetType(type).Methods.Where(method => method.IsPublic).Select(method => method.Name)];
    }

    private static DeviceSubset Read(string assembly) => DeviceSubset.Read(
        Path.Combine(AppContext.BaseDirectory, assembly + ".dll"),
        name => name.StartsWith("Algometer.", StringComparison.Ordinal),
        name => name.StartsWith("System.", StringComparison.Ordinal));

    private static DeviceSubset ReadForbidden(string type) => DeviceSubset.Read(
        typeof(Forbidden).Assembly.Location, name => name.StartsWith(typeof(Forbidden).FullName + "/" + type, StringComparison.Ordinal));
}
