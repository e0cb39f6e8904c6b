using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Algometer.Architecture.Tests;

/// <summary>
/// Which folders of a project need which, read from its compiled assembly: signatures, attributes and method bodies. Namespaces follow folders, so a namespace
/// stands for its folder. A constant leaves no trace in a compiled assembly and does not count.
/// </summary>
internal sealed class FolderCircles
{
    private readonly SortedDictionary<string, SortedDictionary<string, SortedSet<string>>> _edges = new(StringComparer.Ordinal);

    private FolderCircles(AssemblyDefinition assembly)
    {
        foreach (TypeDefinition type in assembly.MainModule.GetAllTypes())
        {
            string folder = Folder(type);
            foreach (TypeReference used in Used(type).SelectMany(Parts))
            {
                string other = Folder(used);
                if (folder.Length > 0 && other.Length > 0 && IsHere(used, assembly) && !string.Equals(folder, other, StringComparison.Ordinal))
                {
                    Edge(folder, other).Add($"{Outermost(type).Name} -> {Outermost(used).Name}");
                }
            }
        }
    }

    /// <summary>Namespaces that hold at least one type that uses, or is used by, another namespace of the assembly.</summary>
    public IReadOnlyCollection<string> Folders => _edges.Keys;

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">Of the compiled file.</param>
    public static FolderCircles Read(string path)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path);
        return new(assembly);
    }

    /// <summary>The circles: each a set of namespaces that reach each other, largest first. Empty is what a project should be.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        Dictionary<string, HashSet<string>> reach = _edges.Keys.ToDictionary(folder => folder, Reachable, StringComparer.Ordinal);
        return
        [
            .. _edges.Keys.Where(folder => reach[folder].Contains(folder))
                .GroupBy(folder => _edges.Keys.First(other => reach[folder].Contains(other) && reach[other].Contains(folder)), StringComparer.Ordinal)
                .Select(circle => (IReadOnlyList<string>)[.. circle])
                .OrderByDescending(circle => circle.Count),
        ];
    }

    /// <summary>The arrows inside a circle, one a line, each with the types that draw it: what has to be cut.</summary>
    public IEnumerable<string> Arrows(IReadOnlyList<string> circle) =>
        from folder in circle
        from other in _edges[folder]
        where circle.Contains(other.Key, StringComparer.Ordinal)
        select $"{folder} -> {other.Key}: {string.Join(", ", other.Value)}";

    private HashSet<string> Reachable(string folder)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> open = new([folder]);
        while (open.TryPop(out string? next))
        {
            foreach (string other in _edges[next].Keys.Where(seen.Add))
            {
                open.Push(other);
            }
        }

        return seen;
    }

    private SortedSet<string> Edge(string from, string to)
    {
        _ = _edges.TryAdd(to, new(StringComparer.Ordinal));
        _ = _edges.TryAdd(from, new(StringComparer.Ordinal));
        return _edges[from].TryGetValue(to, out SortedSet<string>? types) ? types : _edges[from][to] = new(StringComparer.Ordinal);
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type)
    {
        IEnumerable<TypeReference?> used =
        [
            type.BaseType,
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. Attributes(type),
            .. type.Fields.SelectMany(Attributes),
            .. type.Properties.SelectMany(Attributes),
            .. type.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType)),
            .. type.Methods.SelectMany(Used),
        ];
        return used.OfType<TypeReference>();
    }

    private static IEnumerable<TypeReference?> Used(MethodDefinition method)
    {
        IEnumerable<TypeReference?> signature =
        [
            method.ReturnType,
            .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. Attributes(method),
            .. method.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType)),
        ];
        return !method.HasBody
            ? signature
            :
            [
                .. signature,
                .. method.Body.Variables.Select(variable => variable.VariableType),
                .. method.Body.ExceptionHandlers.Select(handler => handler.CatchType),
                .. method.Body.Instructions.SelectMany(Operands),
            ];
    }

    private static IEnumerable<TypeReference> Operands(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic => [.. generic.GenericArguments, generic.DeclaringType, generic.ReturnType],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider owner) =>
        owner.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>().Prepend(attribute.AttributeType));

    // List<Sample[]> is List, Sample.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    private static bool IsHere(TypeReference type, AssemblyDefinition assembly) =>
        type.Scope is ModuleDefinition || string.Equals(type.Scope.Name, assembly.Name.Name, StringComparison.Ordinal);

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    // What the compiler and its generators add has no namespace of ours.
    private static string Folder(TypeReference type) =>
        Outermost(type).Namespace is { } name && name.StartsWith("Algometer", StringComparison.Ordinal) ? name : string.Empty;
}
