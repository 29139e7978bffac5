namespace Integration.Hub.Contracts;

/// <summary>One interface: everything that the other system's team needs to build against it.</summary>
internal sealed class InterfacePage(SystemConfig system, InterfaceConfig config, ContractSources sources, FeaturePages features)
{
    private readonly Html _html = new();

    public byte[] Write()
    {
        _html.Raw("<h1>").Text(config.Id).Raw("<small>").Text(config.Summary).Raw("</small></h1><p>")
            .Raw(config.Direction == InterfaceDirection.In ? $"<span class=\"tag in-tag\">{Name()} → hub 集成平台</span> " : $"<span class=\"tag out-tag\">hub 集成平台 → {Name()}</span> ")
            .Raw("<span class=tag>").Text(config.Channel).Raw("</span></p>")
            .Raw("<ul class=toc><li><a href=#when>When 时间</a><li><a href=#form>Form 格式</a><li><a href=#codes>Codes 代码表</a><li><a href=#messages>Messages 消息</a><li><a href=#samples>Samples 样例</a><li><a href=#failure>Failure 异常处理</a><li><a href=#scenarios>Scenarios 场景</a><li><a href=#history>Versions 版本</a></ul>");
        When();
        Form();
        Codes();
        Messages();
        SampleTexts();
        _html.Heading("failure", "When something goes wrong 异常处理").Raw("<ul class=rules>").Each(FailurePage.Rules(config), r => _html.Raw("<li>").Text(r)).Raw("</ul>");
        _html.Heading("scenarios", "Scenarios 场景");
        features.Write(_html, config);
        History();
        return _html.Page($"{config.Id} {config.Summary}", "../");
    }

    private string Name() => System.Net.WebUtility.HtmlEncode(system.Name);

    private void When()
    {
        _html.Heading("when", "Who sends what, when 传输与时间");
        var section = config.ChannelSection?.PlainTexts() ?? [];
        _html.Facts(
        [
            ("Sender 发送方", config.Direction == InterfaceDirection.In ? system.Name : "hub 集成平台"),
            ("Receiver 接收方", config.Direction == InterfaceDirection.In ? "hub 集成平台" : system.Name),
            ("Transport 传输", config.Channel switch { "file" => "file: local folder, FTP, FTPS or SFTP", "soap" => "SOAP 1.1 and 1.2 over HTTP(S), document/literal", _ => "queue: RabbitMQ (AMQP 0-9-1), or queue tables in the format of NServiceBus" }),
            ("Path 路径", config.Path),
            ("Sent 发送时间", config.Batching is { } batch ? TimesPage.Words(batch) : null),
            ("File names 文件名", string.Join(", ", config.Subscriptions.Select(s => s.FileName).OfType<string>().Distinct())),
            ("Window 时间窗", TimesPage.Window(config)),
            ("Expected by 截止", config.ExpectedBy?.ToString()),
            ("Records per message", config is { Channel: "file", Direction: InterfaceDirection.In } ? $"up to {config.Batch}" : null),
            ("Personal data 个人信息", string.Join(", ", config.PersonalData)),
            .. section.Where(s => !s.Value.Contains("${", StringComparison.Ordinal)).Select(s => ($"{config.Channel}: {s.Key}", (string?)s.Value)),
        ]);
    }

    private void Form()
    {
        _html.Heading("form", "Form 格式");
        if (config.Contract is { } file && File.Exists(file))
        {
            _html.Raw($"<p>Contract file 合同文件: <a href=\"../files/{system.Id}/{Uri.EscapeDataString(Path.GetFileName(file))}\">").Text(Path.GetFileName(file)).Raw("</a></p>");
            if (Path.GetExtension(file) == ".md")
                Markdown.Write(_html, File.ReadAllText(file));
            else if (ContractShapes.Of(Path.GetFileName(file), file, [.. system.Interfaces.Where(i => i.Contract == file)]) is { } shape)
                FormPage.Write(_html, shape, [.. config.Operations.Select(o => o.Operation), .. config.Ask is { } ask ? new[] { ask.Operation } : []]);
        }
        // The mapping says what the hub really reads and writes of a file of records.
        foreach (var mapping in sources.WrittenMappingsOf(config))
        {
            var layout = ContractShapes.Of(mapping, sources.MappingsFolder);
            if (layout.Documents.Count > 1)
                FormPage.Write(_html.Raw("<h3>").Text($"As the hub {(mapping is IInboundMapping ? "reads" : "writes")} it: {mapping.Title}").Raw("</h3>"), layout, []);
        }
    }

    private void Codes()
    {
        var tables = CodeTables.Of(sources.WrittenMappingsOf(config), sources.MappingsFolder);
        _html.Heading("codes", "Code tables 代码表");
        if (tables.Count == 0)
            _html.Raw("<p class=soft>This interface has no codes.</p>");
        foreach (var table in tables)
        {
            _html.Raw("<h3>").Text(table.Title.Length > 0 ? table.Title : table.Name).Raw("</h3>").Head("code 代码", "canonical 标准值", "meaning 含义");
            _html.Each(table.Rows, r => _html.Row(r.Code, r.Canonical, r.Note)).End();
        }
    }

    private void Messages()
    {
        _html.Heading("messages", config.Direction == InterfaceDirection.In ? "What becomes of it 转换为标准消息" : "What it is made of 来源标准消息");
        foreach (var s in config.Subscriptions.Where(s => sources.Mappings.Find(s.Mapping) is null))
            _html.Raw($"<p><a class=tag href=\"../canonical/{s.Message.Replace("@", ".v")}.html\">").Text(s.Message).Raw("</a> ").Text($"as it is, in {s.Mapping.Split('/')[0]}{FilterWords(s.Filter)}").Raw("</p>");
        foreach (var mapping in sources.MappingsOf(config))
        {
            _html.Raw("<h3>").Text(mapping.Title).Raw(" <small class=soft>").Text(mapping.Reference).Raw("</small></h3><p>")
                .Each(mapping is IInboundMapping inbound ? inbound.Produces : [((IOutboundMapping)mapping).Consumes], m => _html.Raw($"<a class=tag href=\"../canonical/{m.Replace("@", ".v")}.html\">").Text(m).Raw("</a> ")).Raw("</p>");
            _html.Head("target 目标字段", "from 来源", "as written in the mapping 映射").Each(mapping.Lineage.Fields, f =>
                _html.Raw("<tr><td class=f>").Text(f.Target).Raw("<td class=r>").Text(string.Join(", ", f.Sources)).Raw("<td class=r><code>").Text(f.Expression).Raw("</code></tr>")).End();
        }
    }

    private static string FilterWords(Core.Subscriptions.FilterConfig? f) => f is null ? "" : "; only where " + string.Join(" and ", new[]
    {
        f.Levels.Count > 0 ? $"the customer is {string.Join(" or ", f.Levels)}" : null, f.OrgUnits.Count > 0 ? $"the customer belongs to {string.Join(" or ", f.OrgUnits)}" : null, f.When,
    }.OfType<string>());

    private void SampleTexts()
    {
        _html.Heading("samples", "Samples 样例");
        var samples = Samples.Of(system, config, sources);
        if (samples.Count == 0)
            _html.Raw("<p class=soft>No samples stand beside this contract.</p>");
        foreach (var sample in samples)
            _html.Raw($"<h4><a href=\"../files/{system.Id}/{Uri.EscapeDataString(Path.GetFileName(sample))}\">").Text(Path.GetFileName(sample)).Raw("</a></h4><pre>").Text(Samples.Shown(sample)).Raw("</pre>");
    }

    private void History()
    {
        _html.Heading("history", "Version history 版本");
        if (config.History.Count > 0)
            _html.Head("version 版本", "since 起始", "change 变更").Each(config.History, h => _html.Row(h.Version, h.Since, h.Change)).End();
        var names = sources.MappingsOf(config).Select(m => m.Name).ToHashSet();
        _html.Head("mapping 映射", "version", "title", "in use 使用中");
        foreach (var m in sources.Mappings.All.Where(m => names.Contains(m.Name)))
            _html.Row(m.Name, m.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), m.Title, sources.MappingsOf(config).Contains(m) ? "yes" : "for what is in flight");
        _html.End();
    }
}
