using Mono.Cecil;

namespace Algometer.Hardware.Tests.Papers;

/// <summary>The tests that the built test programs hold, read from their metadata.</summary>
internal static class TestCatalogue
{
    /// <summary>What is wrong with a named test; null when it is there and would run.</summary>
    /// <param name="name">Namespace, class and method.</param>
    public static string? Flaw(string name)
    {
        string[] parts = name.Split('.');
        string project = string.Join('.', parts.Take(3));
        string type = string.Join('.', parts[..^1]);
        string own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);

        // The same configuration and framework as this program's own.
        string folder = own.Replace("Algometer.Hardware.Tests", project, StringComparison.Ordinal);
        string path = Path.Combine(folder, project + ".dll");
        if (!Directory.Exists(Path.Combine(Checkout.Root, "tests", project)))
        {
            return $"there is no test project {project}";
        }

        using var assembly = AssemblyDefinition.ReadAssembly(Checkout.Need(File.Exists(path) ? path : null, $"{project}.dll: build the whole solution; it"));
        TypeDefinition? found = assembly.MainModule.GetType(type);
        MethodDefinition? method = found?.Methods.FirstOrDefault(method => string.Equals(method.Name, parts[^1], StringComparison.Ordinal));
        if (method is null)
        {
            return found is null ? $"there is no class {type}" : $"{type} has no method {parts[^1]}";
        }

        CustomAttribute? fact = method.CustomAttributes.FirstOrDefault(attribute => IsFact(attribute.AttributeType));
        string[] stops = ["Skip", "SkipWhen", "SkipUnless", "Explicit"];
        return fact is null ? "it is no [Fact] or [Theory]"
            : !method.IsPublic ? "it is not public"
            : fact.Properties.FirstOrDefault(property => stops.Contains(property.Name, StringComparer.Ordinal)) is { Name: not null } stop ? $"it is switched off by {stop.Name}"
            : found!.IsAbstract ? "its class is abstract"
            : null;
    }

    private static bool IsFact(TypeReference? type) => type is not null && (type.FullName is "Xunit.FactAttribute" or "Xunit.TheoryAttribute" || (type.Namespace is not "Xunit" && Inherits(type)));

    // A project's own attribute may derive from FactAttribute.
    private static bool Inherits(TypeReference type)
    {
        try
        {
            return IsFact(type.Resolve()?.BaseType);
        }
        catch (AssemblyResolutionException)
        {
            return false;
        }
    }
}
