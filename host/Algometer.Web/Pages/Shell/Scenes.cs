namespace Algometer.Web.Pages.Shell;

/// <summary>A place in a drawing of 240 by 180, the floor at 164.</summary>
internal readonly record struct Spot(double X, double Y);

/// <summary>A figure from the side as a set of joints, and the wall (null without one) or chair that it leans on; near limbs are drawn over the trunk.</summary>
internal sealed record Pose(double? Wall, bool HasChair, Spot Head, Spot Neck, Spot Shoulder, Spot Hip, Spot[] Arm, Spot[] Leg, Spot[] Far);

/// <summary>Where a tool touches, and the way the body leans on it.</summary>
/// <param name="Pose">The figure's name.</param>
/// <param name="Tool">The tool.</param>
/// <param name="At">Its middle.</param>
/// <param name="Lean">Direction of the lean.</param>
/// <param name="Hands">An arm of its own; null for the pose's.</param>
internal sealed record Scene(string Pose, string Tool, Spot At, Spot Lean, Spot[]? Hands = null);

/// <summary>How to sit, stand or lie for each pair of the rules.</summary>
internal static class Scenes
{
    private static readonly Dictionary<string, Pose> _poses = new(StringComparer.Ordinal)
    {
        ["wall"] = new(
            Wall: 176, HasChair: false, Head: new(150, 32), Neck: new(151, 46), Shoulder: new(153, 64), Hip: new(148, 106),
            Arm: [new(148, 66), new(132, 84), new(116, 76)], Leg: [new(147, 108), new(134, 134), new(132, 158), new(121, 160)], Far: [new(149, 108), new(142, 136), new(144, 158), new(133, 160)]),
        ["chair"] = new(
            Wall: null, HasChair: true, Head: new(112, 36), Neck: new(113, 50), Shoulder: new(114, 68), Hip: new(118, 110),
            Arm: [new(114, 70), new(100, 90), new(80, 86)], Leg: [new(118, 112), new(80, 112), new(80, 156), new(68, 159)], Far: [new(118, 112), new(86, 114), new(90, 156), new(78, 159)]),
        ["floor"] = new(
            Wall: null, HasChair: false, Head: new(150, 52), Neck: new(146, 66), Shoulder: new(141, 84), Hip: new(124, 130),
            Arm: [new(142, 86), new(162, 114), new(166, 157)], Leg: [new(122, 134), new(84, 118), new(66, 157), new(54, 160)], Far: [new(122, 136), new(92, 132), new(78, 158), new(66, 160)]),
        ["on-back"] = new(
            Wall: null, HasChair: false, Head: new(192, 124), Neck: new(178, 128), Shoulder: new(162, 132), Hip: new(112, 140),
            Arm: [new(164, 132), new(184, 112), new(200, 114)], Leg: [new(110, 142), new(76, 112), new(58, 156), new(46, 159)], Far: [new(110, 144), new(84, 120), new(70, 157), new(58, 160)]),
        ["on-front"] = new(
            Wall: null, HasChair: false, Head: new(206, 96), Neck: new(194, 108), Shoulder: new(178, 117), Hip: new(126, 128),
            Arm: [new(182, 118), new(180, 156), new(202, 158)], Leg: [new(124, 130), new(84, 134), new(42, 146), new(34, 156)], Far: [new(124, 132), new(86, 140), new(48, 150), new(40, 159)]),
    };

    private static readonly Dictionary<string, Scene> _scenes = new(StringComparer.Ordinal)
    {
        ["neck-shoulder/ball/wall"] = new("wall", "ball", new(167, 60), new(1, 0)),
        ["neck-shoulder/cane/in-hand"] = new("chair", "cane", new(122, 60), new(-0.5, 0.9), [new(114, 70), new(96, 92), new(84, 75)]),
        ["mid-back/ball/wall"] = new("wall", "ball", new(165, 82), new(1, 0)),
        ["glute-hip/ball/seated"] = new("floor", "ball", new(131, 149), new(0, 1)),
        ["glute-hip/roller/seated"] = new("floor", "roller", new(130, 150), new(0, 1)),
        ["upper-back/roller/lying"] = new("on-back", "roller", new(152, 150), new(0, 1)),
        ["quads/roller/lying"] = new("on-front", "roller", new(104, 149), new(0, 1)),
    };

    /// <summary>What is drawn for region, tool and position of the rules; null where nothing is.</summary>
    public static (Scene Scene, Pose Pose)? Find(string region, string tool, string position) =>
        _scenes.TryGetValue($"{region}/{tool}/{position}", out Scene? scene) ? (scene, _poses[scene.Pose]) : null;
}
