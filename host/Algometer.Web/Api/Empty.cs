namespace Algometer.Web.Api;

/// <summary>A message or an answer without content: <c>{}</c>.</summary>
internal sealed record Empty;
