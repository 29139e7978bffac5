@BNK-1 @BNK-1-A @BNK-1-B @BNK-1-C @BNK-2 @BNK-2-A @BNK-2-B @BNK-2-C @BNK-3 @BNK-3-A @BNK-4 @BNK-4-A
Feature: BNK-1 to BNK-4 Direct debits, results, statements and transfers
  Debits go to three banks in files at a set hour: ISO 20022 (bank A), fixed width in GB18030 (bank B), signed XML in GBK (bank C). Each debit is
  collected once, whatever is sent again. Results are matched one to one, statements entry by entry; what does not agree is listed and never guessed.
  Contracts: adapters/bank-a/contract/bnk-a.md, bank-b/contract/bnk-b.md, bank-c/contract/bnk-c.md

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

  Scenario: A result that does not come by its hour is warned of, and matched once when it comes
    Given bank A keeps its results back
    When a debit of 66.00 yuan for bank A is asked for twice, to be collected today
    And the hour of bank A's batch has come
    Then the debit is listed as overdue, and one warning of its bank and day is raised
    When bank A sends its results after all, twice
    Then the payment is settled, and billing is to post it once
    And the debit is overdue no longer, and the warning has ended

  Scenario Outline: A batch that an operator sends again debits once
    When a debit of 44.00 yuan for <bank> is asked for twice
    And the hour of <bank>'s batch has come
    And <bank> has lost the batch, and an operator sends it again
    Then <bank> has the same file once more
    And <bank> collects it once, and its books have nothing wrong
    And the payment is settled, and billing is to post it once

    Examples:
      | bank   |
      | bank A |
      | bank B |
      | bank C |

  Scenario: A statement with a fee and a transfer booked twice
    Given the next statement of bank A has a fee that nobody was told of and books the last entry twice
    When 55.00 yuan are transferred for account A000000011, and bank A tells of it twice
    And bank A brings its statement
    Then the fee is listed as missing here, and the transfer as booked twice

  Scenario Outline: What a statement has otherwise is listed with both sides, and a person explains it
    Given bank A's statements have everything so far, and its next one will have <what>
    When 55.00 yuan are transferred for account A000000011, and bank A tells of it twice
    And bank A brings its statement
    Then the transfer is listed as <kind>: here 55.00, there <there>
    When a person explains the difference
    Then it stays on the list as explained, with who said why

    Examples:
      | what                             | kind         | there  |
      | the transfer left out            | missingThere | -      |
      | the transfer one fen higher      | amount       | 55.01  |
      | the transfer twice               | twice        | 110.00 |

  Scenario: What was missing in a statement closes by itself when the next one has it
    Given bank A's statements have everything so far, and its next one will have the transfer left out
    When 56.00 yuan are transferred for account A000000011, and bank A tells of it twice
    And bank A brings its statement
    Then the transfer is listed as missingThere: here 56.00, there -
    When bank A brings its statement
    Then the transfer is no longer listed, and its history says why
