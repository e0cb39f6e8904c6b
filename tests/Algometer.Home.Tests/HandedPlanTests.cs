using System.Security.Cryptography;
using Algometer.Measurement.Home.Plans;

namespace Algometer.Home.Tests;

/// <summary>A plan and the card of its clinic in one code.</summary>
public sealed class HandedPlanTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ClinicIdentity _clinic;
    private readonly string _plan;

    public HandedPlanTests()
    {
        ECPoint point = _key.ExportParameters(false).Q;
        _clinic = new ClinicIdentity("Praxis am Park", [.. point.X!, .. point.Y!]);
        _plan = SignedPlan.Sign(Given.Plan with { Country = "DE" }, _clinic, bytes => _key.SignData(bytes, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void Card_and_plan_come_back_as_they_were()
    {
        string text = HandedPlan.Of(_clinic, _plan);
        Assert.True(HandedPlan.TryRead($"\uFEFF {text}\r\n", out HandedPlan? handed));
        Assert.Equal((_clinic, _plan), (handed.Clinic, handed.Plan));
        Assert.InRange(text.Length, 1, HandedPlan.LongestText);

        // The letters of a QR code's dense form: nothing else would fit a phone's camera.
        Assert.All(text, letter => Assert.Contains(letter, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"));
    }

    [Fact]
    public void A_card_of_another_clinic_brings_no_plan()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = other.ExportParameters(false).Q;
        Assert.False(HandedPlan.TryRead(HandedPlan.Of(new ClinicIdentity("Eve", [.. point.X!, .. point.Y!]), _plan), out _));
        Assert.False(HandedPlan.TryRead(_plan, out _));
        Assert.False(HandedPlan.TryRead(_clinic.ToCard(), out _));
        Assert.Throws<ArgumentException>(() => HandedPlan.Of(_clinic, _clinic.ToCard()));
    }

    [Fact]
    public void Whatever_is_altered_is_no_such_text_or_names_the_same_key_and_is_refused_by_the_signature()
    {
        string text = HandedPlan.Of(_clinic, _plan);
        var random = new Random(21);
        for (int i = 0; i < 3000; i++)
        {
            char[] letters = text.ToCharArray();
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                letters[random.Next(letters.Length)] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[random.Next(45)];
            }

            string altered = random.Next(4) == 0 ? new string(letters)[..random.Next(letters.Length)] : new string(letters);
            if (altered != text && HandedPlan.TryRead(altered, out HandedPlan? handed) && handed.Plan != _plan)
            {
                Assert.False(SignedPlan.Read(handed.Plan, Terms(handed.Clinic)).IsAccepted);
            }
        }
    }

    [Fact]
    public void The_country_is_signed_and_a_plan_that_tells_none_has_the_bytes_of_before()
    {
        HomePlan read = SignedPlan.Read(_plan, Terms(_clinic)).Plan!;
        Assert.Equal("DE", read.Country);
        byte[] without = PlanCodec.Encode(Given.Plan);
        byte[] with = PlanCodec.Encode(Given.Plan with { Country = "DE" });
        Assert.Equal(PlanCodec.Format, without[0]);
        Assert.Equal(PlanCodec.FormatWithCountry, with[0]);
        Assert.Equal(without[1..], with[1..^3]);
        Assert.Equal("", PlanCodec.Decode(without).Country);
        Assert.Throws<FormatException>(() => PlanCodec.Decode([PlanCodec.FormatWithCountry, .. without[1..]]));
        Assert.Throws<FormatException>(() => PlanCodec.Decode([PlanCodec.FormatWithCountry, .. without[1..], 0]));
        Assert.Throws<FormatException>(() => PlanCodec.Decode([PlanCodec.FormatWithCountry, .. without[1..], 2, (byte)'d', (byte)'e']));
        Assert.Throws<ArgumentException>(() => PlanCodec.Encode(Given.Plan with { Country = "Germany" }));
    }

    public void Dispose() => _key.Dispose();

    private static PlanTerms Terms(ClinicIdentity clinic) => new([clinic], null, Given.Noon, Given.Rules, Given.Lists.Movements, _ => 0);
}
