@BIL-2
Feature: BIL-2 Daily usage per service number
  Billing brings a file a day for each local network: a header, one line per service number, a trailer with count and sum, fixed width by bytes,
  GB18030, followed by an empty .ok file. The hub takes the whole file or nothing of it, sends back a receipt, and returns every line that it could
  not take with number and reason. Layout: adapters/billing/contract/bil-2.md

  Scenario: A good file is taken whole
    When billing brings a usage file of 700 service numbers
    Then billing gets the usage receipt ACCEPTED for all of them
    And the hub has a summary for each service number, equal to billing's books to the fen

  Scenario: A service number that used nothing still has its summary
    When billing brings a usage file of 60 service numbers
    Then billing gets the usage receipt ACCEPTED for all of them
    And some summaries say that nothing was used

  Scenario: A bad line comes back, and the others are taken
    Given billing will write 3 bad usage lines
    When billing brings a usage file of 200 service numbers
    Then billing gets the usage receipt PARTIAL with 3 rejected lines
    And each rejected usage line comes back with its line number, a code and the reason
    And the hub has a summary for each service number, equal to billing's books to the fen

  Scenario Outline: A file that is not whole is not taken at all
    Given billing will write a usage file with <defect>
    When billing brings a usage file of 100 service numbers
    Then billing gets the usage receipt QUARANTINED, with a reason that names "<word>"
    And the hub has no summary of that file

    Examples:
      | defect                | word    |
      | a wrong total         | total   |
      | its end cut off       | trailer |
      | no content            | empty   |
      | another character set | header  |

  Scenario: The same content under another name changes nothing
    Given billing has brought a usage file of 50 service numbers that was taken
    When billing brings the same usage under another name
    Then billing gets the usage receipt DUPLICATE for that name
