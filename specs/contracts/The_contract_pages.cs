using System.Text;

namespace Integration.Specs.Contracts;

/// <summary>Another system's team builds against these pages without asking: what they need stands on them.</summary>
public sealed class The_contract_pages
{
    private static readonly ContractSite Site = ContractSite.Of(new ContractSources(Repository.Systems, Repository.Library, Repository.Mappings, Repository.Root, Repository.Features));

    public static TheoryData<string> Interfaces => [.. Repository.Systems.SelectMany(s => s.Interfaces).Select(i => $"{i.System}/{i.Id}")];

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Every_interface_has_a_page_with_its_times_codes_failures_and_scenarios(string name)
    {
        var page = Page(name + ".html");
        Assert.Contains(">Who sends what, when 传输与时间<", page);
        Assert.Contains(">When something goes wrong 异常处理<", page);
        Assert.Contains("<li>", page[page.IndexOf("id=\"failure\"", StringComparison.Ordinal)..]);
        Assert.True(page.Contains("<section class=scenario>", StringComparison.Ordinal), $"no feature is tagged @{name.Split('/')[1]}");
        Assert.Contains(name + ".html", Page("index.html"));
    }

    [Fact]
    public void An_interface_whose_mapping_is_made_by_the_program_has_a_page_too()
    {
        var n97 = Repository.Systems.Single(s => s.Id == "n97");
        var made = n97 with { Interfaces = [n97.Interfaces.Single(i => i.Id == "N97-2") with { Mapping = "canonical-json/WorkOrderCompleted@1" }] };
        var site = ContractSite.Of(new ContractSources([made], new Hub.Core.Subscriptions.CanonicalForms(Repository.Library), Repository.Mappings, Repository.Root, Repository.Features));
        Assert.Contains("id=\"form\"", Encoding.UTF8.GetString(site.Find("n97/N97-2.html")!.Bytes.Span));
    }

    [Fact]
    public void A_SOAP_contract_tells_operations_fields_lengths_and_values()
    {
        var page = Page("billing/BIL-4.html");
        Assert.Contains("<b>OpenAccount</b>", page);
        Assert.Contains("one of CASH, DEBIT, ONEPOINT, TRANSFER", page);
        Assert.Contains("at most 16 characters", page);
        Assert.Contains("起租日期 first day that is billed", page);
        Assert.Contains("up to 8 attempts", page);
        Assert.Contains("An account is opened", page);
    }

    [Fact]
    public void A_file_contract_tells_its_layout_receipts_and_codes()
    {
        var page = Page("billing/BIL-1.html");
        Assert.Contains("<td>账单号 unique for ever", page);
        Assert.Contains("<td>月租费</tr>", page);
        Assert.Contains("done-file", page);
        Assert.Contains("工商银行杭州分行", page);
        Assert.Contains("{name}.rcv", page);
    }

    [Fact]
    public void A_page_tells_batch_hours_windows_and_until_when_a_file_is_expected()
    {
        var folder = Directory.CreateTempSubdirectory("hours-");
        File.WriteAllText(Path.Combine(folder.CreateSubdirectory("odd").FullName, "adapter.yaml"), """
            system: odd
            interfaces:
              - { id: ODD-1, direction: in, channel: file, address: /a, timeZone: Asia/Shanghai, file: { window: { from: "01:00", to: "06:00" } }, expectedBy: { at: "06:30", day: 3 }, mapping: billing/bil-1-bills@1 }
              - { id: ODD-2, direction: out, channel: file, address: /b, timeZone: Asia/Shanghai, batch: { at: ["17:30", "20:00"], days: [mon, fri], closed: [2026-10-01], count: 500, after: 10m, max: 1000, groupBy: customerNo }, subscribe: [{ message: CustomerProfileChanged@1, mapping: canonical-json/CustomerProfileChanged@1, fileName: "P_{date:yyyyMMdd}.json" }] }
            """);
        var site = ContractSite.Of(new ContractSources(Repository.ReadSystems(folder.FullName), Repository.Library, Repository.Mappings, Repository.Root, null));
        var (read, sent) = (Encoding.UTF8.GetString(site.Find("odd/ODD-1.html")!.Bytes.Span), Encoding.UTF8.GetString(site.Find("odd/ODD-2.html")!.Bytes.Span));
        Assert.Contains("from 01:00 to 06:00 Asia/Shanghai", read);
        Assert.Contains("day 3 of the month 06:30 Asia/Shanghai", read);
        Assert.Contains("at 17:30, 20:00 Asia/Shanghai on Mon, Fri, not on 2026-10-01, or as soon as 500 messages wait, or when the oldest has waited 10 min; at most 1000 messages a file; one file for each customerNo", sent);
        Assert.Contains("P_{date:yyyyMMdd}.json", sent);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_link_leads_to_a_file_of_the_site() => Assert.All(Site.Paths.Where(p => p.EndsWith(".html", StringComparison.Ordinal)), path =>
    {
        foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(Page(path), "href=\"([^\"#]+)\""))
        {
            var target = Path.GetRelativePath(".", Path.Combine(Path.GetDirectoryName(path)!, Uri.UnescapeDataString(link.Groups[1].Value)));
            Assert.True(Site.Find(target) is not null, $"{path} leads to {link.Groups[1].Value}, which is not there");
        }
    });

    [Fact]
    public void No_page_needs_a_script_or_another_server() => Assert.All(Site.Paths.Where(p => p.EndsWith(".html", StringComparison.Ordinal)), path =>
    {
        Assert.DoesNotContain("<script", Page(path));
        Assert.DoesNotContain("src=\"http", Page(path));
    });

    [Fact]
    public async Task The_site_is_written_as_files()
    {
        var folder = Directory.CreateTempSubdirectory("site-").FullName;
        Assert.Equal(Site.Paths.Count, await Site.WriteAsync(folder, TestContext.Current.CancellationToken));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "adapters/billing/contract/billing.wsdl")), File.ReadAllBytes(Path.Combine(folder, "files/billing/billing.wsdl")));
        Assert.All(Site.Paths, p => Assert.True(File.Exists(Path.Combine(folder, p))));
    }

    private static string Page(string path) => Encoding.UTF8.GetString((Site.Find(path) ?? throw new InvalidOperationException($"no {path}")).Bytes.Span);
}
