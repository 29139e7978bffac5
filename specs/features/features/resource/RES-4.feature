@RES-4
Feature: RES-4 Circuits of big customers, nightly
  Every night resource management brings a report of all circuits of big customers into the hub's drop folder: XML in GBK with the number of circuits
  in its head, followed by an empty .ok file. The hub takes the whole report or nothing of it, answers with a receipt within ten minutes, and sends
  back every circuit that it could not take. Contract: adapters/resource/contract/res-4.md

  Scenario: A good report is taken circuit by circuit
    When resource management brings a report of 40 circuits
    Then resource management gets the receipt ACCEPTED for 40 circuits
    And each of the 40 circuits is known as CircuitReported, as at the time of the report

  Scenario: A circuit that cannot be read is sent back, and the others are taken
    Given resource management will write 2 bad circuits
    When resource management brings a report of 30 circuits
    Then resource management gets the receipt PARTIAL with 2 rejected circuits
    And each rejected circuit comes back with its line number, a code and the reason
    And each of the 28 circuits is known as CircuitReported, as at the time of the report

  Scenario Outline: A report that is not whole is not taken at all
    Given resource management will write a report with <defect>
    When resource management brings a report of 20 circuits
    Then resource management gets the receipt QUARANTINED, with a reason that names "<word>"
    And no circuit of the report is known

    Examples:
      | defect                | word     |
      | a wrong count         | circuits |
      | its end cut off       | end      |
      | no content            | empty    |
      | another character set | gb       |

  Scenario: What differs from the archive is listed for a person, not taken
    Given a leased line that 97 installed with 2048 kbit/s
    When resource management reports the line with 4096 kbit/s
    Then operations sees one open difference of the circuit: ours 2048, theirs 4096
    And the archive still shows the line with 2048 kbit/s
    When resource management reports the line with 2048 kbit/s
    Then the difference of the circuit is closed

  Scenario: A circuit that could not be read is sent back and not listed as missing
    Given a leased line that 97 installed with 2048 kbit/s
    And another leased line that resource management does not report
    When resource management reports the line so that it cannot be read
    And the report is over
    Then operations sees the other line as missing in the report, and the line not

  Scenario: The same content under another name changes nothing
    When resource management brings a report of 10 circuits
    Then resource management gets the receipt ACCEPTED for 10 circuits
    When resource management brings the same report under another name
    Then resource management gets the receipt DUPLICATE for that name

  Scenario: A done-file that comes before its report does no harm
    Given resource management will bring the done-file of its report first
    When resource management brings a report of 10 circuits
    Then resource management gets the receipt ACCEPTED for 10 circuits
