namespace Integration.Specs.Mappings.Support;

/// <summary>Mapping texts (without their heads) that several tests use.</summary>
internal static class SomeMappings
{
    public const string BillFile = """
        source:
          format: delimited
          charset: gb18030
          delimiter: "|"
          records:
            - { name: header,  tag: H, fields: [tag, period, sentAt, bills] }
            - { name: bill,    tag: B, fields: [tag, billNo, accountNo, due, state, dueDate], groups: [item] }
            - { name: item,    tag: I, fields: [tag, code, name, amount] }
            - { name: trailer, tag: T, fields: [tag, bills, total] }
          control:
            - check: count(bill) == int(trailer.bills)
              message: "trailer says {trailer.bills} bills, file has {count(bill)}"
            - check: sum(bill.due) == decimal(trailer.total)
              message: "trailer says {trailer.total} yuan in all, the bills make {sum(bill.due)}"
        each: bill
        target: CustomerBillIssued@1
        fields:
          billNo: bill.billNo
          accountNo: bill.accountNo
          period: period(header.period, "yyyyMM")
          amountDue: fen(bill.due)
          state: code(bill.state, "test/state")
          dueDate: date(bill.dueDate, "yyyyMMdd")
          items:
            each: bill.items as item
            fields:
              code: item.code
              name: item.name
              amount: fen(item.amount)
        envelope: { id: bill.billNo, key: bill.accountNo, search: { account: bill.accountNo, bill: bill.billNo } }
        """;

    public const string Bills = """
        H|202611|20261122103000|2
        B|B1|A1|30.00|1|20261201
        I|10|月租费|10.00
        I|20|通话费|20.00
        B|B2|A2|5.50|2|20261201
        I|10|月租费|5.50
        T|2|35.50

        """;
}
