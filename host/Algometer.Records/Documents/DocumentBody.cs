using System.Text;
using System.Text.Json;
using Algometer.Records.Problems;

namespace Algometer.Records.Documents;

/// <summary>Reads what a document holds as the type that writes it.</summary>
public static class DocumentBody
{
    /// <summary>The body.</summary>
    /// <param name="document">The document.</param>
    /// <param name="options">How it was written; null for as all pages write.</param>
    /// <exception cref="RecordStoreException">It is not what its kind says; the message names it.</exception>
    public static T Read<T>(StoredDocument document, JsonSerializerOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(document);
        try
        {
            RefuseEmptyPlaces(document.Body);
            return JsonSerializer.Deserialize<T>(document.Body, options ?? DocumentJson.Options) ?? throw new JsonException("it is empty");
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw new RecordStoreException(RecordStoreProblem.Damaged, $"Document '{document.Id}' ({document.Kind}) cannot be read: {Short(broken)}. It was left as it is.", broken) { About = document.Id };
        }
    }

    /// <summary>What a body that was damaged, or made by somebody else, makes its reader throw.</summary>
    public static bool IsBroken(Exception failure) => failure is JsonException or ArgumentException or FormatException or NotSupportedException or InvalidOperationException or OverflowException or KeyNotFoundException;

    // What a list holds is never nothing. The serializer does not look, and whoever reads the list would fall over it.
    private static void RefuseEmptyPlaces(string body)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body));
        var isList = new Stack<bool>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    isList.Push(reader.TokenType is JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    isList.Pop();
                    break;
                case JsonTokenType.Null when isList.TryPeek(out bool inList) && inList:
                    throw new JsonException("a list holds nothing where something is due");
                default:
                    break;
            }
        }
    }

    /// <summary>In few words, without what stood in it.</summary>
    internal static string Short(Exception failure) => failure is JsonException json ? "it is no such JSON" + (json.Path is { Length: > 1 and <= 80 } path ? $" at {path}" : "") : failure.Words().TrimEnd('.');
}
