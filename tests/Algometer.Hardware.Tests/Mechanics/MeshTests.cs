namespace Algometer.Hardware.Tests.Mechanics;

/// <summary>Every part is a solid that a slicer can print, and the meshes are those of the drawings.</summary>
public sealed class MeshTests
{
    public static TheoryData<string> Parts() => [.. Drawings.Parts];

    [Theory]
    [MemberData(nameof(Parts))]
    public void It_is_one_closed_surface_that_faces_outwards_and_stands_on_the_bed(string part)
    {
        Mesh mesh = Drawings.Committed(part);
        Assert.Empty(mesh.Flaws());
        Assert.InRange(mesh.Least.Z, -0.001f, 0.001f);
        Assert.True(mesh.LevelArea(0, up: false) > 20, "It touches the bed nowhere.");
    }

    [Fact]
    public void There_is_a_mesh_for_every_part_and_none_besides() => Assert.Equal(
        Drawings.Parts.Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(Drawings.Folder, "stl")).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    /// <summary>
    /// A mesh that was built from just this drawing is not built again: that is most of a minute for some. It is when drawing or mesh is another one, always for a
    /// small part, and for every part with ALGOMETER_FULL=1.
    /// </summary>
    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Built_anew_without_a_warning_it_is_the_same(string part)
    {
        string openscad = Checkout.Need(Checkout.Program("openscad"), "OpenSCAD");
        using var folder = new ScratchFolder();
        string drawing = await Drawings.HashOfDrawingAsync(openscad, part, folder, null, TestContext.Current.CancellationToken);
        bool same = Drawings.Built.TryGetValue(part, out (string Drawing, string Mesh) known) && known == (drawing, Drawings.HashOfMesh(part));
        if (same && part is not "probe_tip_soft" && Environment.GetEnvironmentVariable("ALGOMETER_FULL") is not "1")
        {
            return;
        }

        Mesh built = await Drawings.BuildAsync(openscad, part, folder.File(part + ".stl"), TestContext.Current.CancellationToken);
        Mesh committed = Drawings.Committed(part);

        // Another build of the kernel may cut faces into other triangles: the solid is compared, not the file.
        Assert.Equal(committed.Volume, built.Volume, 1e-4 * committed.Volume);
        Assert.Equal(committed.Surface, built.Surface, 1e-4 * committed.Surface);
        Assert.True((committed.Least - built.Least).Length() < 0.002 && (committed.Most - built.Most).Length() < 0.002);
    }

    [Theory]
    [InlineData("ball_base", "ball_foot_radius=36")]
    [InlineData("probe_guide", "probe_bush_outer=16")]
    [InlineData("drill_template", "box_usb_below=13")]
    public async Task A_drawing_with_another_number_is_seen_before_it_is_built(string part, string other)
    {
        string openscad = Checkout.Need(Checkout.Program("openscad"), "OpenSCAD");
        using var folder = new ScratchFolder();
        string drawn = await Drawings.HashOfDrawingAsync(openscad, part, folder, null, TestContext.Current.CancellationToken);
        Assert.NotEqual(drawn, await Drawings.HashOfDrawingAsync(openscad, part, folder, other, TestContext.Current.CancellationToken), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("a triangle is missing", "hole")]
    [InlineData("a triangle is turned round", "more than two")]
    [InlineData("inside out", "inside out")]
    [InlineData("a second piece beside it", "pieces")]
    public void A_broken_mesh_is_found(string damage, string found)
    {
        Mesh mesh = Drawings.Committed("probe_tip_1cm2");
        (int A, int B, int C) first = mesh.Triangles[0];
        Mesh broken = damage switch
        {
            "a triangle is missing" => mesh with { Triangles = [.. mesh.Triangles.Skip(1)] },
            "a second piece beside it" => new Mesh([.. mesh.Points, .. mesh.Moved(new(60, 0, 0)).Points], [.. mesh.Triangles, .. mesh.Triangles.Select(t => (t.A + mesh.Points.Count, t.B + mesh.Points.Count, t.C + mesh.Points.Count))]),
            "inside out" => mesh with { Triangles = [.. mesh.Triangles.Select(t => (t.A, t.C, t.B))] },
            _ => mesh with { Triangles = [(first.A, first.C, first.B), .. mesh.Triangles.Skip(1)] },
        };
        Assert.Contains(broken.Flaws(), flaw => flaw.Contains(found, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Drawings.Folder, "stl", "probe_tip_1cm2.stl"));
        Assert.Throws<FormatException>(() => Mesh.Parse(bytes[..^1]));
        Assert.Throws<FormatException>(() => Mesh.Parse(bytes[..40]));
    }
}
