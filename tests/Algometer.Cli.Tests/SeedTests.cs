using Algometer.Measurement.Ramp;
using Algometer.Measurement.Visits;
using Algometer.Seeds;

namespace Algometer.Cli.Tests;

public sealed class SeedTests
{
    [Fact]
    public void The_built_in_files_fit_their_schemas_and_each_other()
    {
        ProtocolCatalogue protocols = SeedFile.Read<ProtocolCatalogue>("protocols.json").Checked();
        SiteCatalogue sites = SeedFile.Read<SiteCatalogue>("sites.json").Checked();
        VisitLists lists = SeedFile.Read<VisitLists>("visit.json");
        Assert.Equal(Enum.GetValues<TestKind>().ToHashSet(), protocols.Protocols.Select(protocol => protocol.Kind).ToHashSet());
        Assert.Equal([30, 40, 50, 98.07], protocols.Protocols.Where(protocol => protocol.Kind == TestKind.Threshold).Select(protocol => protocol.RateKpaPerSecond).Order());
        Assert.All(lists.Presets, preset => protocols.Named(preset.Protocol));
        Assert.Contains(sites.Sites, site => site.Remote);
        Assert.All(sites.Regions, region => Assert.Equal(Certainty.Proposed, region.Certainty));
    }

    [Theory]
    [InlineData("""{"version":"1","protocols":[{"id":"x"}]}""", "version")]
    [InlineData("""{"version":"1","protocols":[],"extra":1}""", "extra")]
    [InlineData("{", "line 1")]
    public void A_clinic_file_that_does_not_fit_is_refused_with_its_place(string json, string words)
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, SeedFile.ClinicFolder));
        File.WriteAllText(Path.Combine(folder.Path, SeedFile.ClinicFolder, "protocols.json"), json);
        string message = Assert.Throws<FormatException>(() => SeedFile.Read<ProtocolCatalogue>("protocols.json", folder.Path)).Message;
        Assert.Contains(words, message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("protocols.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clinic_file_takes_the_place_of_the_built_in_one_and_its_numbers_are_checked()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, SeedFile.ClinicFolder));
        string own = File.ReadAllText(Path.Combine(Checkout.Root, "seeds", "protocols.json")).Replace("\"rate_kpa_per_second\": 30", "\"rate_kpa_per_second\": 25", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, SeedFile.ClinicFolder, "protocols.json"), own);
        Assert.Equal(25, SeedFile.Read<ProtocolCatalogue>("protocols.json", folder.Path).Checked().Named("ppt-30").RateKpaPerSecond);
        File.WriteAllText(Path.Combine(folder.Path, SeedFile.ClinicFolder, "protocols.json"), own.Replace("\"rate_kpa_per_second\": 25", "\"rate_kpa_per_second\": 900", StringComparison.Ordinal));
        Assert.Contains("'ppt-30': rate_kpa_per_second must be 5 to 200", Assert.Throws<FormatException>(() => SeedFile.Read<ProtocolCatalogue>("protocols.json", folder.Path).Checked()).Message, StringComparison.Ordinal);
    }
}
