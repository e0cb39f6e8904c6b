using CsCheck;

namespace Algometer.Records.Tests;

/// <summary>Texts that somebody may type who means no good, and texts that nobody means.</summary>
internal static class Hostile
{
    private static readonly string[] _texts =
    [
        "'; DROP TABLE people; --", "\" OR \"\"=\"", "Robert'); DELETE FROM sessions;--", "@id", "$1", ":id", "?", "%_\\", "x' UNION SELECT value FROM store_info --",
        "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "../../etc/passwd", "\u0001s", "\u0001sAAAA", "\u0001p", "a\0b", "\uD800", "x\uDC00y", "🦴 ö \u202E", "{\"a\":1}", "", " ",
        "$$; DROP TABLE audit; $$", "E'\\x'", "\\", "''", "NULL",
    ];

    public static Gen<string> Text { get; } = Gen.OneOf(Gen.Int[0, _texts.Length - 1].Select(i => _texts[i]), Gen.String);
}
