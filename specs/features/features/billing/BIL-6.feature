@BIL-6 @BIL-6-R
Feature: BIL-6 Payments from the banks are posted at billing, and its results close them
  Every evening the hub brings billing one file with the payments that came in at the banks: debits that a bank has collected, and transfers. Billing
  posts each payment once and answers with a result file. What it refuses, or posts without having been told, is listed for a person and never guessed.
  Contract: adapters/billing/contract/bil-6.md

  Scenario: What a bank collected and what was transferred is posted once, and billing's result closes it
    Given bank A has collected a debit of 120.00 yuan
    And 88.00 yuan were transferred for account A000000009
    When the hour of billing's payment file has come
    Then billing has posted each payment once, to its account and to the fen
    And the hub knows each payment as posted

  Scenario: A posting that billing refuses is listed with its reason until it is posted after all
    Given billing will refuse the next payment
    And 20.00 yuan were transferred for account A000000010
    When the hour of billing's payment file has come
    Then the payment is listed as not posted, with billing's code E03 and reason 账户已销
    When billing posts the payment after all and brings the result
    Then the hub knows each payment as posted
    And the payment is no longer listed

  Scenario: A result that comes twice changes nothing
    Given billing will bring its next result file twice, under two names
    And 31.00 yuan were transferred for account A000000012
    When the hour of billing's payment file has come
    Then the hub knows each payment as posted
    And both result files were taken, and no payment is listed

  Scenario: A result for a payment that the hub never sent is listed, and the others are taken
    Given billing's next result file will have a payment that nobody sent
    And 32.00 yuan were transferred for account A000000013
    When the hour of billing's payment file has come
    Then the hub knows each payment as posted
    And the payment that nobody sent is listed as posted by billing of its own accord

  Scenario: A result file with a wrong total is not taken
    Given billing will bring a result file with a wrong total, and then the right one
    And 33.00 yuan were transferred for account A000000014
    When the hour of billing's payment file has come
    Then the bad result file of billing is in quarantine with the code mapping.control
    And the hub knows each payment as posted

  Scenario: A late result leaves the payment ordered, and closes it when it comes
    Given billing keeps its results back
    And 34.00 yuan were transferred for account A000000015
    When the hour of billing's payment file has come
    Then the hub has ordered the posting of each payment and not heard of it
    When billing brings its results after all
    Then the hub knows each payment as posted

  Scenario: A payment file that an operator sends again posts nothing again
    Given 35.00 yuan were transferred for account A000000016
    When the hour of billing's payment file has come
    And billing has lost the file, and an operator sends it again
    Then billing has posted each payment once, to its account and to the fen
    And the hub knows each payment as posted
