using System.Globalization;

namespace NewsMonitor.Web.Localisation;

/// <summary>Numbers that are estimates, without digits that nobody knows: two significant ones.</summary>
public static class Rounded
{
    public static string Count(int number, bool about)
    {
        if (about)
        {
            var unit = 1;
            while (number / unit >= 100) unit *= 10;
            number = (number + unit / 2) / unit * unit;
        }
        return number.ToString("N0", CultureInfo.CurrentCulture);
    }
}
