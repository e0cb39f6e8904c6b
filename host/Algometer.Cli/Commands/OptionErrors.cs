using System.CommandLine;
using System.CommandLine.Parsing;

namespace Algometer.Cli.Commands;

/// <summary>What is wrong with the words of a command line, for a person: what was written, where, and what belongs there.</summary>
internal static class OptionErrors
{
    // How the library says that a value has not the type that it should have.
    private const string OfType = "expected type '";

    /// <summary>A line for each thing that is wrong.</summary>
    /// <param name="parsed">The command line.</param>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var lines = new List<string>();
        foreach (IGrouping<SymbolResult?, ParseError> about in parsed.Errors.GroupBy(error => error.SymbolResult))
        {
            // What this program has said itself says more than that the value has another type.
            string[] own = [.. about.Select(error => error.Message).Where(message => !message.Contains(OfType, StringComparison.Ordinal))];
            lines.AddRange(own.Length > 0 ? own.Select(message => Placed(about.Key, message)) : [Typed(about.Key, about.First().Message)]);
        }

        return [.. lines.Distinct(StringComparer.Ordinal)];
    }

    // The library names the value, in several lines, and not always the option that it was given for.
    private static string Placed(SymbolResult? symbol, string message)
    {
        string line = string.Join(' ', message.Split((char[])['\n', '\r', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return (symbol as OptionResult ?? symbol?.Parent as OptionResult)?.Option.Name is { } name && symbol!.Tokens.Count > 0 && line.Contains($"'{symbol.Tokens[0].Value}'", StringComparison.Ordinal) && !line.Contains(name, StringComparison.Ordinal)
            ? $"{name}: {line}"
            : line;
    }

    private static string Typed(SymbolResult? symbol, string otherwise)
    {
        (string Name, Type Type)? known = symbol switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType),
            _ => null,
        };
        return known is { } it ? $"{it.Name}: '{string.Join(' ', symbol!.Tokens.Select(token => token.Value))}' is not {Expected(it.Type)}." : otherwise;
    }

    private static string Expected(Type type)
    {
        Type one = type.IsArray ? type.GetElementType()! : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        string many = type.IsArray ? "s" : "";
        return Type.GetTypeCode(one) switch
        {
            _ when one.IsEnum => $"one of {string.Join(", ", Enum.GetNames(one).Select(name => name.ToLowerInvariant()))}",
            TypeCode.Boolean => "true or false",
            TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => $"{(many.Length > 0 ? "" : "a ")}whole number{many} from 0 on, such as 1",
            TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => $"{(many.Length > 0 ? "" : "a ")}whole number{many}, such as 1",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => $"{(many.Length > 0 ? "" : "a ")}number{many}, such as 10 or 2.5",
            _ => "what belongs there; see --help",
        };
    }
}
