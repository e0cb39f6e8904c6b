using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Algometer.Esp32.Tests.Subset;

/// <summary>
/// Reads a compiled assembly's metadata and IL: which members of the class library it uses, and what of it nanoFramework cannot run.
/// </summary>
internal sealed class DeviceSubset
{
    private static readonly Dictionary<int, OpCode> _opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF);

    private readonly MetadataReader _reader;
    private readonly PEReader _image;
    private readonly SignatureNames _names = new();
    private readonly Func<string, bool> _isForeign;

    private DeviceSubset(PEReader image, Func<string, bool> isForeign)
    {
        _image = image;
        _reader = image.GetMetadataReader();
        _isForeign = isForeign;
    }

    /// <summary>Members used, as <c>Type::Name(parameters)</c>, and types.</summary>
    public SortedSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>What cannot run, with the place.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">The file.</param>
    /// <param name="own">Which of its types to read, by full name.</param>
    /// <param name="isForeign">Which types defined in it count as the class library's.</param>
    public static DeviceSubset Read(string path, Func<string, bool> own, Func<string, bool>? isForeign = null)
    {
        using var image = new PEReader(File.OpenRead(path));
        var subset = new DeviceSubset(image, isForeign ?? (_ => false));
        foreach (TypeDefinitionHandle handle in subset._reader.TypeDefinitions)
        {
            string name = subset._names.GetTypeFromDefinition(subset._reader, handle, 0);
            if (own(name) && !subset._isForeign(name))
            {
                subset.ReadType(handle, name);
            }
        }

        return subset;
    }

    private void ReadType(TypeDefinitionHandle handle, string name)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        Check(type.GetGenericParameters().Count > 0, name, "a generic type");
        Use(type.BaseType, name);
        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            Use(_reader.GetInterfaceImplementation(implementation).Interface, name);
        }

        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            Try(name, () => UseAll(_reader.GetFieldDefinition(field).DecodeSignature(_names, null)));
        }

        foreach (MethodDefinitionHandle methodHandle in type.GetMethods())
        {
            MethodDefinition method = _reader.GetMethodDefinition(methodHandle);
            string place = name + "." + _reader.GetString(method.Name);
            Check(method.GetGenericParameters().Count > 0, place, "a generic method");
            bool isInterface = type.Attributes.HasFlag(TypeAttributes.Interface);
            Check(isInterface && method.RelativeVirtualAddress != 0 && !method.Attributes.HasFlag(MethodAttributes.Static), place, "a default interface method");
            Try(place, () =>
            {
                MethodSignature<string> signature = method.DecodeSignature(_names, null);
                UseAll(signature.ReturnType);
                foreach (string parameter in signature.ParameterTypes)
                {
                    UseAll(parameter);
                }
            });
            if (method.RelativeVirtualAddress != 0)
            {
                ReadBody(_image.GetMethodBody(method.RelativeVirtualAddress), place);
            }
        }
    }

    private void ReadBody(MethodBodyBlock body, string place)
    {
        if (!body.LocalSignature.IsNil)
        {
            Try(place, () =>
            {
                foreach (string local in _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null))
                {
                    UseAll(local);
                }
            });
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            Use(region.CatchType, place);
        }

        BlobReader il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int value = il.ReadByte();
            if (value == 0xFE)
            {
                value = (value << 8) | il.ReadByte();
            }

            OpCode code = _opCodes[value];
            Check(code == OpCodes.Localloc, place, "stackalloc");
            Check(code.Name!.Contains(".ovf", StringComparison.Ordinal), place, "checked arithmetic");
            switch (code.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    EntityHandle handle = (EntityHandle)MetadataTokens.Handle(il.ReadInt32());
                    Try(place, () => Use(handle, place));
                    break;
                case OperandType.InlineSwitch:
                    int targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    il.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                default:
                    il.Offset += 4;
                    break;
            }
        }
    }

    private void Use(EntityHandle handle, string place)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                UseAll(_names.GetTypeFromReference(_reader, (TypeReferenceHandle)handle, 0));
                break;
            case HandleKind.TypeDefinition:
                UseAll(_names.GetTypeFromDefinition(_reader, (TypeDefinitionHandle)handle, 0));
                break;
            case HandleKind.TypeSpecification:
                UseAll(_reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_names, null));
                break;
            case HandleKind.MethodSpecification:
                Check(true, place, "a call of a generic method");
                break;
            case HandleKind.MemberReference:
                MemberReference member = _reader.GetMemberReference((MemberReferenceHandle)handle);
                Use(member.Parent, place);
                string parent = Name(member.Parent);
                string memberName = _reader.GetString(member.Name);
                Note(parent, member.GetKind() == MemberReferenceKind.Method ? memberName + Parameters(member.DecodeMethodSignature(_names, null)) : memberName);
                break;
            case HandleKind.MethodDefinition:
                MethodDefinition method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                string type = _names.GetTypeFromDefinition(_reader, method.GetDeclaringType(), 0);
                if (_isForeign(type))
                {
                    Note(type, _reader.GetString(method.Name) + Parameters(method.DecodeSignature(_names, null)));
                }

                break;
            default:
                break;
        }
    }

    private string Name(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => _names.GetTypeFromReference(_reader, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeDefinition => _names.GetTypeFromDefinition(_reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeSpecification => _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_names, null),
        _ => "?",
    };

    private void Note(string type, string member)
    {
        if (!type.StartsWith("Algometer.", StringComparison.Ordinal))
        {
            Used.Add(type + "::" + member);
        }
    }

    private void UseAll(string name)
    {
        string bare = name.TrimEnd('&').Replace("[]", "", StringComparison.Ordinal);
        if (!bare.StartsWith("Algometer.", StringComparison.Ordinal) && !bare.StartsWith('<'))
        {
            Used.Add(bare);
        }
    }

    private static string Parameters(MethodSignature<string> signature) => "(" + string.Join(',', signature.ParameterTypes) + ")";

    private void Check(bool bad, string place, string what)
    {
        if (bad)
        {
            Violations.Add($"{place}: {what}");
        }
    }

    private void Try(string place, Action read)
    {
        try
        {
            read();
        }
        catch (NotSupportedException bad)
        {
            Violations.Add($"{place}: {bad.Message}");
        }
    }
}
