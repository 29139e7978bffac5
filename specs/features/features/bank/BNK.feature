@BNK-1 @BNK-1-A @BNK-1-B @BNK-1-C @BNK-2 @BNK-2-A @BNK-2-B @BNK-2-C @BNK-3 @BNK-3-A @BNK-4 @BNK-4-A @BIL-6 @BIL-6-R
Feature: BNK-1 to BNK-4 Direct debits, results, statements and transfers
  Debits go to three banks in files at a set hour: ISO 20022 (bank A), fixed width in GB18030 (bank B), signed XML in GBK (bank C). Each debit is
  collected once, whatever is sent again. Results are matched one to one, statements entry by entry; what does not agree is listed and never guessed.
  Contracts: adapters/bank-a/contract/bnk-a.md, bank-b/contract/bnk-b.md, bank-c/contract/bnk-c.md, adapters/billing/contract/bil-6.md

  Scenario Outline: A debit is collected once and its payment is known
    When a debit of 123.45 yuan for <bank> is asked for twice
    And the hour of <bank>'s batch has come
    Then <bank> collects it once, and its books have nothing wrong
    And the payment is settled, and billing is to post it once

    Examples:
      | bank   |
      | bank A |
      | bank B |
      | bank C |

  Scenario Outline: A result that is not whole or not the bank's own is not taken
    Given <bank> will send a result with <defect>, and then the right one
    When a debit of 10.00 yuan for <bank> is asked for twice
    And the hour of <bank>'s batch has come
    Then the bad result of <bank> is in quarantine with the code <code>
    And the payment is settled, and billing is to post it once

    Examples:
      | bank   | defect            | code            |
      | bank A | its end cut off   | mapping.xml     |
      | bank A | a wrong total     | mapping.control |
      | bank B | a wrong total     | mapping.control |
      | bank C | a wrong signature | signature.wrong |

  Scenario: A debit that the bank refuses is not posted
    Given bank A will refuse the next debit
    When a debit of 77.00 yuan for bank A is asked for twice
    And the hour of bank A's batch has come
    Then the payment has failed with the bank's reason, and billing is not to post it

  Scenario: A transfer is posted at billing, and billing's answer closes it
    When 88.00 yuan are transferred for account A000000009, and bank A tells of it twice
    And the hour of billing's payment file has come
    Then billing has posted the transfer once, and the hub knows it

  Scenario: A statement with a fee and a transfer booked twice
    Given the next statement of bank A has a fee that nobody was told of and books the last entry twice
    When 55.00 yuan are transferred for account A000000011, and bank A tells of it twice
    And bank A brings its statement
    Then the fee is listed as missing here, and the transfer as booked twice
