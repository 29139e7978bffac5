@BIL-3
Feature: BIL-3 Arrears, credit limit and balance of accounts
  Billing puts an event on the hub's queue when a bill is past its due date, when a credit limit is nearly used up, and when a balance changes.
  The hub hands the events of one account on in the order in which they came, each once. Contract: adapters/billing/contract/bil-3.md

  Scenario: The events of an account, in their order
    When billing sends a balance, an overdue bill and a nearly used credit limit of one account
    Then the hub has AccountBalanceChanged, PaymentOverdue and CreditLimitNeared of that account, in this order
    And the amounts are billing's to the fen

  Scenario: Many balances of many accounts
    When billing sends 20 balances each of 6 accounts, mixed
    Then the hub has the 20 balances of each account in the order in which billing sent them

  Scenario: An event sent twice counts once
    Given billing sends its next 5 events twice
    When billing sends 5 balances of one account
    Then the hub has 5 balances of that account

  Scenario: The same event id with other content is kept for a person
    Given billing has sent a balance of one account
    When billing sends another balance under the same event id
    Then the hub has 1 balance of that account
    And operations finds the other one kept, with the reason "other content"

  Scenario: What cannot be read is kept, and holds nothing up
    Given billing sends 1 event that cannot be read
    When billing sends 3 balances of one account
    Then the hub has 3 balances of that account
    And operations finds the unreadable event as it came
