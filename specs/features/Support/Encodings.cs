using System.Runtime.CompilerServices;
using System.Text;

namespace Integration.Specs.Features.Support;

internal static class Encodings
{
    /// <summary>GB18030 and its kin, as the hub's own program registers them.</summary>
    [ModuleInitializer]
    public static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
