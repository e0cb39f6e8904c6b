using Algometer.VirtualDevice;

namespace Algometer.Link.Tests;

/// <summary>Two programs at one port: the second is refused in words, whoever runs it.</summary>
public sealed class PortLockTests
{
    [Fact]
    public void A_second_one_is_refused_in_words_until_the_first_lets_go_also_by_a_link()
    {
        using var folder = new ScratchFolder();
        string port = Path.Combine(folder.Path, "ttyX");
        string link = Path.Combine(folder.Path, "by-id");
        File.WriteAllText(port, "");
        File.CreateSymbolicLink(link, port);
        using (PortLock.Take(port, [folder.Path]))
        {
            IOException refused = Assert.Throws<IOException>(() => PortLock.Take(link, [folder.Path]));
            Assert.Equal($"{link} is used by another algometer program: close it there.", refused.Message);
            PortLock.Take(port + "2", [folder.Path]).Dispose();
        }

        PortLock.Take(link, [folder.Path]).Dispose();
    }

    [Fact]
    public void Where_no_lock_can_be_kept_the_port_opens_all_the_same()
    {
        using var folder = new ScratchFolder();
        PortLock.Take(Path.Combine(folder.Path, "ttyX"), [Path.Combine(folder.Path, "none")]).Dispose();
    }

    [Fact]
    public void The_system_s_ports_are_opened_under_the_lock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pseudo-terminals need Linux.");
        using var folder = new ScratchFolder();
        using var terminal = new Pty(Path.Combine(folder.Path, "port"));
        using (Open(terminal.HostPath))
        {
            Assert.Contains("used by another algometer program", Assert.Throws<IOException>(() => Open(Path.Combine(folder.Path, "port"))).Message, StringComparison.Ordinal);
        }

        Open(terminal.HostPath).Dispose();
    }

    private static Stream Open(string port)
    {
        ISerialLine line = SystemSerial.Instance.Create(port);
        line.Open();
        return line.BaseStream;
    }
}
