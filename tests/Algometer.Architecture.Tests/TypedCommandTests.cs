using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Algometer.Architecture.Tests;

/// <summary>In the station a command is a typed call and a view a typed record: no document of JSON is passed about, and no name of a command is compared.</summary>
public sealed class TypedCommandTests
{
    private static readonly string[] _documents = ["JsonElement", "JsonDocument", "JsonProperty", "JsonNode", "JsonObject"];

    [Theory]
    [InlineData("Algometer.Station")]
    public void The_station_takes_and_gives_no_document_of_JSON(string room) => Assert.Empty(TypesOf(room).Intersect(_documents, StringComparer.Ordinal));

    [Fact]
    public void The_search_finds_what_the_web_uses() => Assert.Contains("JsonElement", TypesOf("Algometer.Web"), StringComparer.Ordinal);

    private static string[] TypesOf(string room)
    {
        using FileStream file = File.OpenRead(Assembly.Load(room).Location);
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Name))];
    }
}
