using System.Reflection;
using Algometer.Web.Access;
using Algometer.Web.Api;
using Microsoft.AspNetCore.StaticFiles;

namespace Algometer.Web.Hosting;

/// <summary>The files of the pages, which travel inside the program, each with the right that it needs.</summary>
internal static class PageFiles
{
    private static readonly string[] _methods = ["GET", "HEAD"];
    private static readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>Adds them, and last the answer to everything that there is not.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        // What the sign-in page is made of; looks are nobody's secret.
        foreach (string path in (string[])["/icon.svg", "/css/{**file}", "/fonts/{**file}"])
        {
            File(routes, path).AllowAnonymous();
        }

        // What all pages are made of: code and words, nobody's data.
        foreach (string folder in (string[])["/modules", "/lib", "/_framework"])
        {
            File(routes, folder + "/{**file}").RequireAuthorization(Rights.SignedIn);
        }

        File(routes, "/home.webmanifest").RequireAuthorization(Rights.HomeSession);
        routes.Map("{**path}", (HttpContext context) => NoneAsync(context)).RequireAuthorization(Rights.Clinic).WithMetadata(new ExcludeFromDescriptionAttribute());
    }

    private static IEndpointConventionBuilder File(IEndpointRouteBuilder routes, string pattern) => routes.MapMethods(pattern, _methods, (HttpContext context) => ServeAsync(context)).WithMetadata(new ExcludeFromDescriptionAttribute());

    internal static async Task ServeAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        await using Stream? file = Assembly.GetExecutingAssembly().GetManifestResourceStream("wwwroot" + path);
        if (file is null)
        {
            await NoneAsync(context);
            return;
        }

        context.Response.ContentType = _types.TryGetContentType(path, out string? type) ? type : "application/octet-stream";
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static Task NoneAsync(HttpContext context) => Problems.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such page.");
}
