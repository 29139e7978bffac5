namespace Integration.Hub.Core.Configuration;

/// <summary>Where traces and metrics go to, by OTLP.</summary>
/// <param name="Endpoint">Of the collector, e.g. <c>http://otel:4317</c>.</param>
/// <param name="Http">OTLP over HTTP with protobuf instead of gRPC.</param>
/// <param name="TracesPercent">So many of a hundred traces; a trace is told whole or not at all.</param>
public sealed record TelemetryConfig(Uri Endpoint, bool Http, string Service, int TracesPercent, TimeSpan MetricsEvery)
{
    internal static TelemetryConfig? Read(YamlSection? s)
    {
        if (s is null)
            return null;
        var text = s.RequiredText("endpoint");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            if (text.Length > 0)
                s.ReportAt("endpoint", $"{s.Path}.endpoint is '{text}', expected an address such as http://127.0.0.1:4317");
            endpoint = new Uri("http://127.0.0.1:4317");
        }
        return new TelemetryConfig(endpoint, s.Choice("protocol", false, ("grpc", false), ("http", true)), s.Text("service") ?? "integration-hub", s.Int("tracesPercent", 100, 0, 100), s.Duration("metricsEvery", TimeSpan.FromSeconds(15)));
    }
}
