using Algometer.Web.Access;
using Algometer.Web.Pages.Shell;
using Microsoft.AspNetCore.Components;

namespace Algometer.Web.Pages.SignIn;

/// <summary>Where one signs in: drawn without a script, since before it nobody may load any.</summary>
public sealed partial class SignInPage
{
    private string? _problem;

    [Inject]
    private SignInDesk Desk { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    private string? Password { get; set; }

    [SupplyParameterFromQuery(Name = "next")]
    private string? Next { get; set; }

    private async Task TryAsync()
    {
        SignInAnswer answer;
        try
        {
            answer = await Desk.TryAsync(Context, Name ?? "", Password ?? "");
        }
        catch (ArgumentException nothing)
        {
            _problem = nothing.Message;
            return;
        }

        if (answer.FirstPage is { } first)
        {
            Context.Response.Redirect(OwnAddress.Of(Next) is { } own and not "/" ? own : first);
            return;
        }

        _problem = answer.WaitSeconds > 0 ? Text["wait", Show.Number(answer.WaitSeconds)] : Text["wrong"];
    }
}
