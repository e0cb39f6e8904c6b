namespace Algometer.Esp32.Tests.Subset;

/// <summary>One of each thing that the firmware must not contain, so that the search for it is known to find it.</summary>
internal static class Forbidden
{
    internal static class Generics
    {
        public static int Count(List<int> list) => list.Count;
    }

    internal static class Tuples
    {
        public static (int, int) Pair(int a) => (a, a);
    }

    internal static class Arrays
    {
        public static int First(int[,] grid) => grid[0, 0];
    }

    internal static class StackAlloc
    {
        public static unsafe int Last(int count)
        {
            int* places = stackalloc int[count];
            return places[count - 1];
        }
    }

    internal static class Checked
    {
        public static int Sum(int a, int b) => checked(a + b);
    }

    internal static class Linq
    {
        public static int Sum(int[] values) => values.Where(value => value > 1).Sum();
    }

    internal static class Async
    {
        public static async Task Wait() => await Task.Yield();
    }

    internal interface IDefault
    {
        int One() => 1;
    }

    internal static class Fixed
    {
        public static unsafe int First(int[] values)
        {
            fixed (int* first = values)
            {
                return *first;
            }
        }
    }

    internal static class Missing
    {
        public static string Change(string text) => text.Replace("a", "b");
    }
}
