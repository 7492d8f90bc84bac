namespace NewsMonitor.Web.Localisation;

internal static class LocalisationServices
{
    public static IServiceCollection AddNewsroom(this IServiceCollection services)
    {
        services.AddOptions<NewsroomOptions>()
            .BindConfiguration(NewsroomOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<TimeWords>();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new("en-GB", "en");
            options.SupportedCultures = [.. Languages.Known.Values];
            options.SupportedUICultures = [.. Languages.Known.Keys.Select(System.Globalization.CultureInfo.GetCultureInfo)];
            options.RequestCultureProviders = [new LanguageChoice()];
        });
        return services;
    }
}
