namespace Algometer.Web.Api;

/// <summary>The addresses of one feature below <c>/api</c>, each with the right that it needs.</summary>
public interface IEndpoints
{
    /// <summary>Adds them. An address without a right of its own needs the therapist's.</summary>
    /// <param name="routes">Where they are added.</param>
    void Map(IEndpointRouteBuilder routes);
}
