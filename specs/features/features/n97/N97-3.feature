@N97-3
Feature: N97-3 Changes made at 97's own counters
  When a customer changes a line at a counter of 97, without the hub, 97 tells the hub within a minute. Changes of one line count in the order in which
  they were made. Contract: adapters/n97/contract/n97.md, section 7

  Scenario: A line gets more bandwidth
    When a clerk gives a leased line twice its bandwidth
    Then the hub knows the change with the line as it stands now
    And the archive shows the line with its new bandwidth

  Scenario: A phone is suspended, resumed and removed
    When a clerk suspends, resumes and removes a phone
    Then the hub knows the changes suspend, resume, terminate of the phone, in this order
    And the archive shows the phone as terminated

  Scenario: A change that comes twice counts once
    Given 97 sends its next line change twice
    When a clerk gives a leased line twice its bandwidth
    Then the hub knows one change of the line

  Scenario: Another change under a known number is kept for a person
    When a clerk gives a leased line twice its bandwidth
    And 97 sends another change under the same number
    Then the second one waits for a person and the first one stands

  Scenario: What cannot be read is kept, and stops nothing
    Given 97 sends a line change that cannot be read
    When a clerk gives a leased line twice its bandwidth
    Then the hub knows the change with the line as it stands now
    And the unreadable line change is parked raw
