@BIL-5
Feature: BIL-5 Current charges of a customer, asked through the hub
  The core app asks the hub for the charges of a customer in the current period, and the hub asks billing over SOAP while the asker waits. The asker has an answer
  within three seconds, whatever billing does: billing's own, or its last known one, marked stale and with its age, or a clear refusal.
  Contract: adapters/billing/contract/billing-charges.wsdl

  Scenario: Billing answers
    When the core app asks for the current charges of a customer
    Then it is told billing's charges to the fen, not stale
    And question and answer are on record as they went over the wire

  Scenario: One account only
    When the core app asks for the current charges of one account of a customer
    Then it is told the charges of that account alone

  Scenario: A customer that billing does not know
    When the core app asks for the current charges of a customer that billing does not know
    Then it is refused with billing's own code "B001"

  Scenario Outline: Billing cannot be asked, and the last known answer is told
    Given the core app has asked for the current charges of a customer
    When billing's charge service <fails>
    And the core app asks for them again
    Then it is told the same charges as before, marked stale, with their age
    And it had its answer within the deadline

    Examples:
      | fails                        |
      | is down                      |
      | is slower than the deadline  |
      | answers with its system fault |
      | does not answer              |

  Scenario: Billing cannot be asked and has never answered
    Given billing's charge service is down
    When the core app asks for the current charges of a customer
    Then it is refused with the code "query.no-answer", within the deadline

  Scenario: Month-end: billing answers nothing for hours
    Given the core app has asked for the current charges of a customer
    And billing's month-end has begun
    When the core app asks for them until the circuit opens
    Then the next one that asks is told the last known charges at once
    When billing's month-end is over
    Then the core app is told fresh charges again

  Scenario: Month-end: requests for accounts wait, and cost no attempts
    Given billing's month-end has begun
    When the core app asks billing to open 10 accounts
    Then the circuit of the account service opens, and stays open over several probes
    And none of the requests has been given up
    When billing's month-end is over
    Then billing has opened each of the 10 accounts once

  Scenario: An asker who hangs up does not take the question along
    Given billing's charge service takes a while
    When the core app asks for the current charges of a customer, and hangs up
    Then billing's answer is on record all the same
    And it is the last known answer for the next
