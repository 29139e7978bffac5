using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Demo;

/// <summary>What ./run says when the hub is up and the morning is over.</summary>
internal static class Welcome
{
    public static void Print(RunningHub hub, DemoWorld demo, DemoDay day)
    {
        var http = hub.Config.Http;
        Console.WriteLine();
        if (day.CustomerService.Calls.FirstOrDefault(c => c.Answer.Found) is { Answer: { } answer } call)
        {
            Console.WriteLine($"Customer service asked who is behind {call.Asked.Number}: {answer.Name} ({answer.CustomerNo}), {answer.ServiceNumbers.Count} services,");
            Console.WriteLine($"latest bill {answer.LatestBillNo} over {answer.LatestBillDueFen / 100m:N2} yuan (from the bill file), answered in {answer.Took.TotalMilliseconds:0} ms.");
            Console.WriteLine();
        }
        Console.WriteLine($"""
            Core app 大客户         {hub.PagesAddress}/     sign-ins below, password {DemoPeople.Password}
            {DemoPeople.Words}
            Operations console      {hub.PagesAddress}/ops/     as viewer, operator, repairer or hubadmin
            Status page             {http}/
            Customer service SOAP   {http}/soap/customer-service?wsdl      user kefu, password {DemoSettings.CustomerServicePassword}
            Billing's SOAP          {demo.Billing.SoapAddress}             (counterpart)
            Resources' SOAP         {demo.Resource.SoapAddress}            (counterpart)
            Bill files              {demo.Settings["billing.files"]}     drop BILL_*.txt, then the same name + .ok
            Configuration           {demo.Settings.ConfigFolder}/hub.yaml

            In another terminal:    ./run list --limit 20      ./run trace {day.CustomerService.Calls.FirstOrDefault().Asked?.Number.Replace("-", "")}
                                    ./run transfers            ./run parked            ./run --help
            Ctrl-C stops it; the world is kept in {demo.Settings.Folder} (delete it to start afresh).
            """);
    }
}
