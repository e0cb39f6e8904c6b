using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Algometer.Esp32.Tests.Subset;

/// <summary>Names types as the device's list of members does; what the device has no type for is not supported.</summary>
internal sealed class SignatureNames : ISignatureTypeProvider<string, object?>
{
    public string GetArrayType(string elementType, ArrayShape shape) => throw new NotSupportedException("an array of several dimensions");

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetFunctionPointerType(MethodSignature<string> signature) => throw new NotSupportedException("a function pointer");

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => throw new NotSupportedException("a generic type, " + genericType);

    public string GetGenericMethodParameter(object? genericContext, int index) => throw new NotSupportedException("a generic parameter");

    public string GetGenericTypeParameter(object? genericContext, int index) => throw new NotSupportedException("a generic parameter");

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => throw new NotSupportedException("fixed");

    public string GetPointerType(string elementType) => throw new NotSupportedException("a pointer");

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        return type.GetDeclaringType().IsNil ? Full(reader.GetString(type.Namespace), name) : GetTypeFromDefinition(reader, type.GetDeclaringType(), 0) + "/" + name;
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0) + "/" + name
            : Full(reader.GetString(type.Namespace), name);
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    private static string Full(string space, string name) => space.Length == 0 ? name : space + "." + name;
}
