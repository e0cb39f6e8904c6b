namespace Algometer.Web.Answers;

/// <summary>Answers of the program under <c>/api</c> for one family of pages.</summary>
public interface IPageApi
{
    /// <summary>Adds its addresses. Who may call them is decided before.</summary>
    void Map(WebApplication application);
}
