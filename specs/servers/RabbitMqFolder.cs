namespace Integration.Specs.Servers;

/// <summary>The folder one broker lives in, and the environment that keeps it inside.</summary>
internal static class RabbitMqFolder
{
    public static void Prepare(string folder, int port, RabbitMqTls? tls)
    {
        foreach (var part in (string[])["home", "log", "mnesia"])
            Directory.CreateDirectory(Path.Combine(folder, part));
        File.WriteAllText(Path.Combine(folder, "env.conf"), "");
        File.WriteAllText(Path.Combine(folder, "plugins"), "[].");
        File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), $"listeners.tcp.1 = 127.0.0.1:{port}\nlog.file.level = warning\n{Secure(tls)}");
    }

    private static string Secure(RabbitMqTls? tls) => tls is null ? "" :
        $"""
        listeners.ssl.1 = 127.0.0.1:{tls.Port}
        ssl_options.cacertfile = {tls.AuthorityFile}
        ssl_options.certfile = {tls.CertificateFile}
        ssl_options.keyfile = {tls.KeyFile}
        ssl_options.verify = {(tls.AskClients ? "verify_peer" : "verify_none")}
        ssl_options.fail_if_no_peer_cert = {(tls.AskClients ? "true" : "false")}

        """;

    public static IReadOnlyDictionary<string, string> Environment(string folder, int distributionPort, int portMapperPort) =>
        new Dictionary<string, string>
        {
            // HOME holds the Erlang cookie; the empty env.conf keeps the machine's own settings out.
            // The node's name need not differ from other brokers': names are per port mapper, and the data folder is named by it.
            ["HOME"] = Path.Combine(folder, "home"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_LOGS"] = Path.Combine(folder, "log", "broker.log"),
            ["RABBITMQ_NODENAME"] = "hub@localhost",
            ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(),
            ["ERL_EPMD_PORT"] = portMapperPort.ToString(),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            // The script then becomes the Erlang machine instead of starting it as a child: one process to watch and to end.
            ["RABBITMQ_ALLOW_INPUT"] = "1",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                $"-noinput -start_epmd false -kernel inet_dist_use_interface {{127,0,0,1}} -kernel inet_dist_listen_min {distributionPort} -kernel inet_dist_listen_max {distributionPort}",
        };
}
