using Integration.Specs.Counterparts;
using Integration.Specs.CounterpartSpecs;
using Xunit;

namespace Integration.Specs.Interfaces;

/// <summary>Bank A's messages against the element rules of the standard, which know nothing of the mapping.</summary>
public sealed class Bank_documents
{
    [Theory]
    [InlineData("pain.008.001.08", "pain008.xml")]
    [InlineData("pain.002.001.10", "pain002.xml")]
    [InlineData("camt.053.001.08", "camt053.xml")]
    [InlineData("camt.053.001.08", "camt053-quiet-day.xml")]
    [InlineData("camt.054.001.08", "camt054.xml")]
    public void that_are_good_samples_keep_the_element_rules(string message, string sample) =>
        Assert.Empty(Iso20022.Problems(message, File.ReadAllBytes(Samples.Path("bank-a", sample))));

    [Theory]
    [InlineData("<NbOfTxs>2</NbOfTxs>", "<NbOfTxs>3</NbOfTxs>", "NbOfTxs is 3")]
    [InlineData("<CtrlSum>1234.55</CtrlSum>", "<CtrlSum>1234.56</CtrlSum>", "CtrlSum is 1234.56")]
    [InlineData("DD202611220002", "DD202611220001", "stands there twice")]
    [InlineData("<PmtMtd>DD</PmtMtd>", "<PmtMtd>TRF</PmtMtd>", "PmtMtd")]
    [InlineData("<Dbtr><Nm>東興纺织集团杭州公司</Nm></Dbtr>", "", "DbtrAcct")]
    [InlineData("DD202611220001", "DD20261122000100000000000000000000000001", "EndToEndId")]
    public void that_break_a_rule_are_told_which(string good, string bad, string word)
    {
        var text = File.ReadAllText(Samples.Path("bank-a", "pain008.xml")).Replace(good, bad);
        Assert.Contains(Iso20022.Problems("pain.008.001.08", System.Text.Encoding.UTF8.GetBytes(text)), p => p.Contains(word, StringComparison.Ordinal));
    }
}
