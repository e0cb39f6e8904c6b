namespace Algometer.Measurement.Visits;

/// <summary>A place on the drawing, 100 wide and 213 high.</summary>
/// <param name="View">Which drawing.</param>
/// <param name="X">From its left.</param>
/// <param name="Y">From its top.</param>
/// <param name="Radius">Size.</param>
/// <param name="Quality">How it feels, by name.</param>
public sealed record BodyMark(BodyView View, double X, double Y, double Radius, string Quality);
