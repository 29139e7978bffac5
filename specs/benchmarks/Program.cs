using System.Text;
using Integration.Specs.Benchmarks;

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
return args switch
{
    ["bill-file", var store, var lines] => await BillFileBench.RunChildAsync(store, long.Parse(lines)),
    ["archive-fill", var store] => await ArchiveFillBench.RunChildAsync(store),
    ["help" or "--help" or "-h"] => Help(),
    _ => await Bench.RunAsync(args),
};

static int Help()
{
    Console.WriteLine("""
        ./test bench                 everything
        ./test bench box             messages through the box, both stores
        ./test bench archive         single messages into the archive, both stores
        ./test bench core [CUSTOMERS] search, pages and warnings of the core app on a province's data, PostgreSQL (20,000)
        ./test bench steps           how soon a step's successor begins with 5,000 orders running, PostgreSQL (a part of core)
        ./test bench search [MESSAGES] [FOLDER] finding stored messages by key and text over HTTP, the text index, PostgreSQL (5,000,000); what is filled stays in FOLDER for the next run
        ./test bench failures [PARKED] groups of parked deliveries and a run over all of them, PostgreSQL (100,000)
        ./test bench map             how soon the flow map tells, and what open pages cost the throughput, PostgreSQL
        ./test bench bills [LINES]   a bill file from drop folder to archive, both stores (1,000,000 lines)
        """);
    return 0;
}
