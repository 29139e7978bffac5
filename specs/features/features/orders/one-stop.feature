@one-stop
Feature: A one-stop order over all the systems 一站订单
  An order is handed in once, and the hub drives every system: resource management checks (RES-1), reserves and assigns (RES-2, whose results come by RES-3), 97 builds both ends, the trunk and the
  customer's equipment (N97-1, N97-2), billing opens an account for the circuit (BIL-4), the archive shows it, and customer service is told of the progress (CS-3). In between people do what is on their lists.
  What a system refuses lands on the fallout desk with the system's own code and words, and is tried again, skipped with a reason, or the order is cancelled: what was done is then undone in reverse order.

  Scenario: A leased line across two cities is ordered, built, billed, and shown by the archive
    When a manager orders a leased line from Hangzhou to Ningbo
    And people do what is on their lists, until the order is completed
    Then resource management has checked, reserved and assigned a circuit for it
    And 97 has built both ends, the trunk and the equipment
    And billing has an account for it
    And the archive shows the circuit as the customer's
    And customer service was told that the order is completed

  Scenario: What resource management refuses is tried again from the fallout desk
    Given resource management refuses the next reservation
    When a manager orders a leased line from Hangzhou to Ningbo
    And people do what is on their lists, until "reserve/1" has failed
    Then the fallout desk reads the code and the words of resource management
    When people do what is on their lists and try again what failed, until the order is completed
    Then resource management has checked, reserved and assigned a circuit for it

  Scenario: An order that is cancelled gives back what it had taken
    When a manager orders a leased line from Hangzhou to Ningbo
    And people do what is on their lists, until "test/1" is on a list
    And the manager cancels the order
    Then the fallout desk reads that 97 does not take back what it has built
    When the fallout desk sees to it by other means
    Then the order is cancelled and resource management has its circuit back
    And nothing of the order was billed
