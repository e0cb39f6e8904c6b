// A circle of two namespaces on purpose: the test of the reading finds it. Neither signature names the other side.
namespace Algometer.Architecture.Tests.PlantedOne
{
    internal static class One
    {
        public static int Count(int rounds) => rounds == 0 ? 0 : PlantedTwo.Two.Count(rounds - 1);
    }
}

namespace Algometer.Architecture.Tests.PlantedTwo
{
    internal static class Two
    {
        public static int Count(int rounds) => rounds == 0 ? 0 : PlantedOne.One.Count(rounds - 1);
    }
}
