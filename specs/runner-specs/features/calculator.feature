@arithmetic
Feature: Adding up a bill
  The runner's own example: every scenario and every example row is a test.

  Background:
    Given an empty bill

  Scenario: Two items
    Given an item of 100 fen
    And an item of 250 fen
    When the bill is closed
    Then the sum is 350 fen

  Scenario Outline: A discount of <percent> %
    Given an item of 1000 fen
    When the bill is closed with <percent> % off
    Then the sum is <sum> fen

    Examples: usual
      | percent | sum  |
      | 0       | 1000 |
      | 10      | 900  |

    @extreme
    Examples: extreme
      | percent | sum |
      | 100     | 0   |

  Scenario: Items from a table
    Given these items:
      | Name        | Amount in fen | Due        |
      | leased line | 12000         | 2026-07-01 |
      | IP access   | 3000          | 2026-07-15 |
    When the bill is closed
    Then the sum is 15000 fen
    And the bill holds:
      | name        | due        |
      | IP access   | 2026-07-15 |
      | leased line | 2026-07-01 |

  Scenario: A note of several lines
    Given the note
      """
      paid <in full>
      by transfer
      """
    Then the note has 2 lines
