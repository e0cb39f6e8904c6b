using System.Collections;

namespace Algometer.Reports.Exchange;

/// <summary>A list that is read when somebody first looks: an export of one thing must not pay for all the others.</summary>
internal sealed class LazyList<T>(Func<IReadOnlyList<T>> read) : IReadOnlyList<T>
{
    private readonly Lazy<IReadOnlyList<T>> _items = new(read);

    public int Count => _items.Value.Count;

    public T this[int index] => _items.Value[index];

    public IEnumerator<T> GetEnumerator() => _items.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
