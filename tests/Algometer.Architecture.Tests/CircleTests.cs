using System.Reflection;
using System.Reflection.Emit;
using System.Xml.Linq;

namespace Algometer.Architecture.Tests;

/// <summary>Folders of a project are rooms: what they use of each other runs one way. Read from the compiled assemblies.</summary>
public sealed class CircleTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly Dictionary<short, OpCode> _opCodes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>How many namespaces of a project lie in a circle today. A number may only fall; at the end the list is empty.</summary>
    private static readonly Dictionary<string, int> _ceilings = new(StringComparer.Ordinal)
    {
        ["Algometer.Measurement"] = 4,
        ["Algometer.Reports"] = 3,
        ["algometer"] = 2,
    };

    public static TheoryData<string> Projects() =>
    [
        "Algometer.Wire", "Algometer.Firmware", "Algometer.Measurement", "Algometer.Link", "Algometer.VirtualDevice", "Algometer.Records", "Algometer.Reports",
        "Algometer.Seeds", "Algometer.Station", "Algometer.Clinic", "Algometer.Web", "algometer",
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_more_folders_lie_in_a_circle_than_before(string project)
    {
        Dictionary<string, HashSet<string>> uses = Uses(Assembly.Load(project));
        string[] circle = [.. uses.Keys.Where(name => Reaches(uses, name, name)).Order(StringComparer.Ordinal)];
        Assert.True(circle.Length == _ceilings.GetValueOrDefault(project), $"{circle.Length} in a circle, the ceiling is {_ceilings.GetValueOrDefault(project)}: {Named(uses, circle)}");
    }

    [Fact]
    public void A_circle_is_found_and_a_chain_is_none()
    {
        Dictionary<string, HashSet<string>> uses = new(StringComparer.Ordinal) { ["a"] = ["b"], ["b"] = ["c"], ["c"] = ["b"], ["d"] = [] };
        Assert.Equal(["b", "c"], uses.Keys.Where(name => Reaches(uses, name, name)), StringComparer.Ordinal);
    }

    [Fact]
    public void No_room_of_the_host_opens_its_inside_to_another()
    {
        string host = Path.Combine(Checkout.Root, "host");
        string[] rooms = [.. Directory.GetDirectories(host).Select(folder => Path.GetFileName(folder)!), "algometer"];
        foreach (string file in Directory.GetFiles(host, "*.csproj", SearchOption.AllDirectories))
        {
            IEnumerable<string> friends = XDocument.Load(file).Descendants("InternalsVisibleTo").Select(friend => friend.Attribute("Include")!.Value);
            Assert.Empty(friends.Intersect(rooms, StringComparer.Ordinal));
        }
    }

    private static string Named(Dictionary<string, HashSet<string>> uses, string[] circle) =>
        string.Join("; ", circle.Select(name => $"{name} uses {string.Join(", ", uses[name].Intersect(circle, StringComparer.Ordinal).Order(StringComparer.Ordinal))}"));

    private static bool Reaches(Dictionary<string, HashSet<string>> uses, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(uses[from]);
        while (open.TryPop(out string? next))
        {
            if (string.Equals(next, to, StringComparison.Ordinal))
            {
                return true;
            }

            if (seen.Add(next))
            {
                foreach (string further in uses.GetValueOrDefault(next) ?? [])
                {
                    open.Push(further);
                }
            }
        }

        return false;
    }

    private static Dictionary<string, HashSet<string>> Uses(Assembly assembly)
    {
        var uses = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (Type type in assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Algometer", StringComparison.Ordinal) is true))
        {
            if (!uses.TryGetValue(type.Namespace!, out HashSet<string>? used))
            {
                uses[type.Namespace!] = used = new HashSet<string>(StringComparer.Ordinal);
            }

            used.UnionWith(Types(type).SelectMany(Parts).Where(other => other.Assembly == assembly && other.Namespace is not null && other.Namespace != type.Namespace).Select(other => other.Namespace!));
        }

        return uses;
    }

    private static IEnumerable<Type> Types(Type type)
    {
        IEnumerable<Type?> outside = [type.BaseType, .. type.GetInterfaces(), .. type.GetFields(All).Select(field => field.FieldType)];
        IEnumerable<MethodBase> methods = [.. type.GetMethods(All), .. type.GetConstructors(All)];
        return outside.OfType<Type>().Concat(methods.SelectMany(method =>
            method.GetParameters().Select(parameter => parameter.ParameterType)
                .Concat(method is MethodInfo { ReturnType: var returned } ? [returned] : [])
                .Concat(method.GetMethodBody() is { } body ? body.LocalVariables.Select(local => local.LocalType).Concat(Named(method, body.GetILAsByteArray()!)) : [])));
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];

    // What the instructions name: types, and the types of the members they call.
    private static IEnumerable<Type> Named(MethodBase method, byte[] code)
    {
        Type[] ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : [];
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            OpCode instruction = _opCodes[value == 0xFE ? (short)((0xFE << 8) | code[at++]) : value];
            if (instruction.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                MemberInfo? member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod);
                foreach (Type? type in (Type?[])[member as Type, member?.DeclaringType, .. member is MethodInfo { IsGenericMethod: true } call ? call.GetGenericArguments() : []])
                {
                    if (type is not null)
                    {
                        yield return type;
                    }
                }
            }

            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
