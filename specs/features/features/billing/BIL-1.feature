@BIL-1
Feature: BIL-1 Monthly bills with items
  Billing brings one or more files a month into the hub's drop folder: a header, bills with their items, a trailer with counts and the sum,
  GB18030, followed by an empty .ok file. The hub takes the whole file or nothing of it, sends back a receipt within ten minutes, and returns
  every bill it could not take with line number and reason. Layout: adapters/billing/contract/bil-1.md

  Scenario: A good file is taken whole
    When billing brings a bill file of 3,000 lines
    Then billing gets the receipt ACCEPTED for all bills of the file
    And the archive holds every bill of the file, equal to billing's books to the fen

  Scenario: A bad line sends its bill back, and the others are taken
    Given billing will write 4 bad bills
    When billing brings a bill file of 1,000 lines
    Then billing gets the receipt PARTIAL with 4 rejected bills
    And each rejected bill comes back with its line number, a code and the reason
    And the archive holds the other bills of the file

  Scenario Outline: A file that is not whole is not taken at all
    Given billing will write a file with <defect>
    When billing brings a bill file of 1,000 lines
    Then billing gets the receipt QUARANTINED, with a reason that names "<word>"
    And the archive holds no bill of the file
    And the file lies in the folder quarantine

    Examples:
      | defect         | word     |
      | a wrong total  | total    |
      | its end cut off | trailer |
      | no content     | empty    |

  Scenario: A file in another character set is never taken for good
    Given billing will write a file with another character set
    When billing brings a bill file of 1,000 lines
    Then no bill of the file is taken with a name that billing did not write

  Scenario: The same content under another name changes nothing
    Given billing has brought a bill file of 500 lines that was taken
    When billing brings the same content under another name
    Then billing gets the receipt DUPLICATE for that name
    And the archive holds every bill of the file, equal to billing's books to the fen

  Scenario: A done-file that comes before its data file does no harm
    Given billing will bring the done-file first
    When billing brings a bill file of 500 lines
    Then billing gets the receipt ACCEPTED for all bills of the file

  Scenario: Bills can be traced from the archive back to message and line
    Given billing has brought a bill file of 500 lines that was taken
    Then each bill in the archive names the message that brought it
    And the message can be found by the account number of its bills
